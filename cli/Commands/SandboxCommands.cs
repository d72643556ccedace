using System.CommandLine;
using System.Globalization;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Methods.Sandboxes;

namespace Moltbot.Cli.Commands;

/// <summary><c>sandbox list|explain|recreate</c>: the sandboxes of sessions, which runners keep.</summary>
internal static class SandboxCommands
{
    public static Command Make(CommandFactory factory) => factory.Group(
        "sandbox",
        "the sandboxes that tools run in",
        List(factory),
        Explain(factory),
        Recreate(factory));

    private static Command List(CommandFactory factory)
    {
        var which = new WhichOptions();
        return factory.Command(
            "list",
            "show the sandboxes that the connected runners keep",
            async call =>
            {
                var answer = await call.AskAsync(SandboxMethods.List, which.Of(call));
                if (call.Printer.IsJson)
                {
                    call.Printer.Json(answer.Json);
                    return ExitCodes.Ok;
                }

                Table(call, answer.Value.Sandboxes);
                Runners(call, answer.Value);
                return ExitCodes.Ok;
            },
            which.Key, which.Session, which.Agent);
    }

    private static Command Explain(CommandFactory factory)
    {
        var session = CommandFactory.Text("--session", "KEY", "the session, default the agent's main one");
        var agent = CommandFactory.Text("--agent", "ID", "the agent, default that of the session");
        return factory.Command(
            "explain",
            "whether a session is in a sandbox, in which, and which key of the configuration says so",
            async call =>
            {
                var answer = await call.AskAsync(SandboxMethods.Explain, new SandboxExplainParams { SessionKey = call.Value(session), AgentId = call.Value(agent) });
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

    private static Command Recreate(CommandFactory factory)
    {
        var which = new WhichOptions();
        var all = CommandFactory.Flag("--all", "all of them");
        var force = CommandFactory.Flag("--force", "without asking, and also where a call is being made, which is cancelled");
        return factory.Command(
            "recreate",
            "end the programs in sandboxes and throw their files away, so that the next call finds new ones",
            async call =>
            {
                var meant = which.Of(call);
                if (new[] { meant.Key, meant.SessionKey, meant.AgentId }.Count(static each => each is not null) + (call.Value(all) ? 1 : 0) != 1)
                {
                    throw CliException.Usage("say which: one of --all, --session KEY, --agent ID and --key KEY");
                }

                if (!call.Value(force) && !await Confirmed(call, meant))
                {
                    call.Printer.Line("nothing was thrown away");
                    return ExitCodes.Failed;
                }

                var answer = await call.AskAsync(SandboxMethods.Recreate, new SandboxRecreateParams
                {
                    All = call.Value(all) ? true : null,
                    Key = meant.Key,
                    SessionKey = meant.SessionKey,
                    AgentId = meant.AgentId,
                    Force = call.Value(force) ? true : null,
                });
                if (call.Printer.IsJson)
                {
                    call.Printer.Json(answer.Json);
                }
                else
                {
                    Print(call, answer.Value);
                }

                return answer.Value.Runners.Count > 0 && answer.Value.Sandboxes.All(static each => each.Outcome == "removed") && answer.Value.Runners.All(static each => each is { Problem: null, More: false })
                    ? ExitCodes.Ok
                    : ExitCodes.Failed;
            },
            all, which.Key, which.Session, which.Agent, force);
    }

    /// <summary>Shows what would be lost and asks; where nobody can be asked it says so.</summary>
    private static async Task<bool> Confirmed(Invocation call, SandboxListParams meant)
    {
        if (!call.Host.InIsTerminal || call.Printer.IsJson)
        {
            throw CliException.Usage("nobody can be asked here whether the files in these sandboxes are to go: look at sandbox list, then say --force");
        }

        var found = (await call.AskAsync(SandboxMethods.List, meant)).Value;
        Table(call, found.Sandboxes);
        Runners(call, found);
        if (found.Sandboxes.Count == 0)
        {
            return false;
        }

        call.Printer.Piece("Their files go for good. Go on? [y/N] ");
        return await call.Host.In.ReadLineAsync(call.Cancel) is { } said && said.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private static void Table(Invocation call, IReadOnlyList<SandboxRow> sandboxes) => call.Printer.Table(
        "no sandboxes",
        ["sandbox", "agent", "last session", "made", "last used", "size", "in use", "runner"],
        [.. sandboxes.Select(each => (IReadOnlyList<string?>)
        [
            each.Key, each.AgentId, each.SessionKey, Ages.Since(each.CreatedAtMs, call.Host.Time), Ages.Since(each.LastUsedAtMs, call.Host.Time), Size(each), Use(each), each.NodeId,
        ])]);

    private static void Print(Invocation call, SandboxListResult answer)
    {
        if (answer.Sandboxes.Count == 0)
        {
            call.Printer.Line(answer.Runners.All(static each => each.Problem is null) ? "there is no such sandbox" : "no runner says what it threw away; sandbox list shows what is left");
        }

        foreach (var each in answer.Sandboxes)
        {
            call.Printer.Line(each.Outcome switch
            {
                "removed" => $"removed: {each.Key}{(each.Use == "none" ? string.Empty : ", and what went on in it has ended")}",
                "inUse" => $"not removed: {each.Key}: a call is being made in it; try again, or say --force to cancel the call",
                _ => $"not removed: {each.Key}: its folder cannot be taken away; the log of the runner {each.NodeId} may say why",
            });
        }

        Runners(call, answer);
    }

    private static void Runners(Invocation call, SandboxListResult answer)
    {
        if (answer.Runners.Count == 0)
        {
            call.Printer.Note("no runner is connected that gateway.nodes.allowCommands lets run tools (tools.run)");
        }

        foreach (var runner in answer.Runners)
        {
            if (runner.Problem is { } problem)
            {
                call.Printer.Note($"the runner {runner.NodeId} says nothing: {problem}");
            }
            else if (runner.More)
            {
                call.Printer.Note($"the runner {runner.NodeId} has more than these");
            }
        }
    }

    private static void Print(Invocation call, SandboxExplainResult answer)
    {
        call.Printer.Line($"{answer.SessionKey}: {(answer.Sandboxed ? "sandboxed" : "not sandboxed")}: {answer.Reason}");
        call.Printer.Fields(
            ("Agent", answer.AgentId),
            ("Sandbox", answer.SandboxKey),
            ("Runner", answer.Runner ? "connected" : "none connected that gateway.nodes.allowCommands lets run tools (tools.run)"),
            ("Allow", string.Join(", ", answer.Allow)),
            ("Deny", string.Join(", ", answer.Deny)));
        call.Printer.Line();
        call.Printer.Table("nothing is set", ["setting", "value", "key"], [.. answer.Settings.Select(static each => (IReadOnlyList<string?>)[each.Name, each.Value, each.Key ?? "(not set)"])]);
        call.Printer.Line();
        call.Printer.Table("nothing is seen", ["folder", "what", "to"], [.. answer.Sees.Select(static each => (IReadOnlyList<string?>)[each.Path, each.What, each.Writable ? "write" : "read"])]);
    }

    private static string Size(SandboxRow sandbox) => sandbox.Bytes is not { } bytes ? "?" : (sandbox.MoreBytes ? "> " : string.Empty) + bytes switch
    {
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1023) >> 10} KiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 30} GiB"),
    };

    private static string Use(SandboxRow sandbox) => sandbox.Use switch
    {
        "call" => "by a call",
        "program" => "by a program",
        _ => "no",
    };

    /// <summary>Which sandboxes are meant.</summary>
    private sealed class WhichOptions
    {
        public Option<string?> Key { get; } = CommandFactory.Text("--key", "KEY", "the sandbox of this name, as sandbox list shows it");

        public Option<string?> Session { get; } = CommandFactory.Text("--session", "KEY", "the sandbox that this session is in");

        public Option<string?> Agent { get; } = CommandFactory.Text("--agent", "ID", "those of this agent and of its sessions");

        public SandboxListParams Of(Invocation call) => new() { Key = call.Value(Key), SessionKey = call.Value(Session), AgentId = call.Value(Agent) };
    }
}
