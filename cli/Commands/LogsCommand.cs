using System.CommandLine;
using System.Text.Json.Nodes;
using Moltbot.Cli.Connection;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Cli.Commands;

/// <summary><c>logs [--follow]</c></summary>
internal static class LogsCommand
{
    private const int DefaultLines = 200;
    private const int MostBytes = 250_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Make(CommandFactory factory)
    {
        var limit = CommandFactory.Number("--limit", "lines, default 200", 1, 5000);
        var follow = CommandFactory.Flag("--follow", "go on with new lines until Ctrl-C");
        follow.Aliases.Add("-f");
        return factory.Command("logs", "show the gateway's log", call => RunAsync(call, call.Value(limit) ?? DefaultLines, call.Value(follow)), limit, follow);
    }

    private static async Task<int> RunAsync(Invocation call, int limit, bool follow)
    {
        await using var gateway = await call.ConnectAsync();
        var first = await TailAsync(call, gateway, cursor: null, limit);
        if (call.Printer.IsJson && !follow)
        {
            call.Printer.Json(first.Json);
            return ExitCodes.Ok;
        }

        Print(call, first.Value);
        for (var cursor = first.Value.Cursor; follow;)
        {
            await Task.Delay(Pause, call.Host.Time, call.Cancel);
            var next = (await TailAsync(call, gateway, cursor, limit: null)).Value;
            cursor = next.Cursor;
            Print(call, next);
        }

        return ExitCodes.Ok;
    }

    private static Task<Answer<LogsTailResult>> TailAsync(Invocation call, GatewayClient gateway, long? cursor, int? limit) =>
        call.AskAsync(gateway, StatusMethods.LogsTail, new LogsTailParams { Cursor = cursor, Limit = limit, MaxBytes = MostBytes });

    private static void Print(Invocation call, LogsTailResult tail)
    {
        if (tail.Reset is true)
        {
            call.Printer.Note("(the log began anew)");
        }

        foreach (var line in tail.Lines)
        {
            call.Printer.Line(call.Printer.IsJson ? new JsonObject { ["line"] = line }.ToJsonString() : line);
        }
    }
}
