using System.CommandLine;
using System.Text.Json.Nodes;
using Moltbot.Policy;

namespace Moltbot.Cli.Commands;

/// <summary><c>version</c></summary>
internal static class VersionCommand
{
    private const int Protocol = 3;

    public static Command Make(CommandFactory factory) => factory.Command("version", "print this client's version", RunAsync);

    public static Task<int> RunAsync(Invocation call)
    {
        if (call.Printer.IsJson)
        {
            call.Printer.Json(new JsonObject { ["version"] = ProductVersion.Text, ["protocol"] = Protocol });
        }
        else
        {
            call.Printer.Line($"moltbot {ProductVersion.Text} (protocol {Protocol})");
        }

        return Task.FromResult(ExitCodes.Ok);
    }
}
