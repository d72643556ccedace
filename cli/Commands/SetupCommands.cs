using System.CommandLine;
using Moltbot.Protocol.Methods.Setup;

namespace Moltbot.Cli.Commands;

/// <summary><c>setup-code create|revoke</c>: codes that pair one device once.</summary>
internal static class SetupCommands
{
    public static Command Make(CommandFactory factory)
    {
        var role = CommandFactory.Text("--role", "ROLE", "operator or node (default)");
        var scopes = new Option<string[]>("--scope") { Description = "a scope that the device may ask for; repeat for several", HelpName = "SCOPE", AllowMultipleArgumentsPerToken = true };
        var life = CommandFactory.Text("--expires", "TIME", "how long it is good: 30s, 10m (default), at most 24h");
        var id = CommandFactory.Required("id", "the code's id, as create shows it");
        return factory.Group(
            "setup-code",
            "let a device pair itself, once",
            factory.Command("create", "print a code that a device shows as its token when it first connects", call => CreateAsync(call, call.Value(role), call.Value(scopes), call.Value(life)), role, scopes, life),
            factory.Command("revoke", "take a code back that nobody has used", call => RevokeAsync(call, call.Value(id)!), id));
    }

    private static async Task<int> CreateAsync(Invocation call, string? role, string[]? scopes, string? life)
    {
        if (life is not null && WaitTime.Parse(life) is null)
        {
            throw CliException.Usage($"--expires takes a time of at most a day, not '{life}'", "such as 30s, 10m or 24h");
        }

        var made = await call.AskAsync(SetupMethods.Create, new SetupCreateParams
        {
            Role = role ?? "node",
            Scopes = scopes is { Length: > 0 } ? scopes : null,
            ExpiresInMs = life is null ? null : (long)WaitTime.Parse(life)!.Value.TotalMilliseconds,
        });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(made.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Line(made.Value.Code);
        call.Printer.Note($"it pairs one device as {role ?? "node"}, until {DateTimeOffset.FromUnixTimeMilliseconds(made.Value.ExpiresAtMs):u}, and is not shown again\ntake it back with: moltbot setup-code revoke {made.Value.Id}");
        return ExitCodes.Ok;
    }

    private static async Task<int> RevokeAsync(Invocation call, string id)
    {
        var revoked = await call.AskAsync(SetupMethods.Revoke, new SetupRevokeParams { Id = id });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(revoked.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Line($"setup code {revoked.Value.Id} is taken back");
        return ExitCodes.Ok;
    }
}
