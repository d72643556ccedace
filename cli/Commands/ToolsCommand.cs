using System.CommandLine;
using Moltbot.Protocol.Methods.Policy;

namespace Moltbot.Cli.Commands;

/// <summary><c>tools</c>: which tools a session has, and why.</summary>
internal static class ToolsCommand
{
    public static Command Make(CommandFactory factory)
    {
        var session = CommandFactory.Text("--session", "KEY", "the session, default the agent's main one");
        var agent = CommandFactory.Text("--agent", "ID", "the agent, default that of the session");
        return factory.Command(
            "tools",
            "list the tools of a session, what policy says of each, and whether a runner has it",
            async call =>
            {
                var answer = await call.AskAsync(PolicyMethods.Tools, new PolicyToolsParams { SessionKey = call.Value(session), AgentId = call.Value(agent) });
                if (call.Printer.IsJson)
                {
                    call.Printer.Json(answer.Json);
                    return ExitCodes.Ok;
                }

                Print(call, answer.Value);
                return ExitCodes.Ok;
            },
            session, agent);
    }

    private static void Print(Invocation call, PolicyToolsResult answer)
    {
        call.Printer.Fields(
            ("Agent", answer.AgentId),
            ("Session", answer.SessionKey + (answer.Sandboxed ? " (sandboxed)" : string.Empty)),
            ("Model", answer.Model is null ? answer.Provider : $"{answer.Provider}/{answer.Model}"),
            ("Runner", answer.Runner ? "connected" : "none connected that gateway.nodes.allowCommands lets run tools (tools.run)"));
        call.Printer.Line();
        call.Printer.Table(
            "there are no tools",
            ["tool", "policy", "offered", "why"],
            [.. answer.Tools.Select(static tool => (IReadOnlyList<string?>)
            [
                tool.Tool, tool.Allowed ? "allowed" : $"refused{(tool.RefusedBy is { } rule ? $" ({rule})" : string.Empty)}", tool.Offered ? "yes" : "no",
                tool.Missing ?? tool.Reason,
            ])]);
    }
}
