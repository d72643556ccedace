using System.CommandLine;
using System.Globalization;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Methods.Sessions;

namespace Moltbot.Cli.Commands;

/// <summary><c>sessions</c>: the stored conversations, newest first.</summary>
internal static class SessionsCommand
{
    private const int DefaultRows = 50;

    public static Command Make(CommandFactory factory)
    {
        var limit = CommandFactory.Number("--limit", "rows, default 50", 1, 100_000);
        var active = CommandFactory.Number("--active", "only those active in the last N minutes", 1, 10_000_000);
        var search = CommandFactory.Text("--search", "TEXT", "only those with this text in key, label or name");
        var agent = CommandFactory.Text("--agent", "ID", "only those of this agent");
        return factory.Command("sessions", "list conversations", async call =>
        {
            var sessions = await call.AskAsync(SessionsMethods.List, new SessionsListParams
            {
                Limit = call.Value(limit) ?? DefaultRows,
                ActiveMinutes = call.Value(active),
                Search = call.Value(search),
                AgentId = call.Value(agent),
                IncludeGlobal = true,
                IncludeUnknown = true,
            });
            if (call.Printer.IsJson)
            {
                call.Printer.Json(sessions.Json);
                return ExitCodes.Ok;
            }

            call.Printer.Table(
                "no sessions",
                ["session", "kind", "name", "model", "tokens", "updated"],
                [.. sessions.Value.Sessions.Select(row => (IReadOnlyList<string?>)
                [
                    row.Key, row.Kind, row.Label ?? row.DisplayName ?? "-", row.Model ?? sessions.Value.Defaults.Model ?? "-",
                    row.TotalTokens?.ToString(CultureInfo.InvariantCulture) ?? "-", Ages.Since(row.UpdatedAt, call.Host.Time),
                ])]);
            return ExitCodes.Ok;
        }, limit, active, search, agent);
    }
}
