using System.CommandLine;
using Moltbot.Protocol.Methods.Policy;

namespace Moltbot.Cli.Commands;

/// <summary><c>policy explain|admission</c>: what policy decides, which rule said what, and which key would change it.</summary>
internal static class PolicyCommands
{
    public static Command Make(CommandFactory factory) => factory.Group(
        "policy",
        "why a tool or a sender is allowed, or not",
        Explain(factory),
        Admission(factory));

    private static Command Explain(CommandFactory factory)
    {
        var tool = CommandFactory.Required("tool", "the tool, such as exec");
        var agent = CommandFactory.Text("--agent", "ID", "the agent, default that of the session");
        var session = CommandFactory.Text("--session", "KEY", "the session, default the one that channel, group and sender lead to");
        var spawner = CommandFactory.Text("--spawned-by", "KEY", "the session that spawned it");
        var model = CommandFactory.Text("--model", "MODEL", "provider/model, default the session's");
        var place = new PlaceOptions();
        var space = CommandFactory.Text("--space", "ID", "the server or team around the group");
        var groupName = CommandFactory.Text("--group-name", "NAME", "the group's name");
        var sender = CommandFactory.Text("--sender", "ID", "who asks, by the platform's id");
        var phone = CommandFactory.Text("--phone", "NUMBER", "the sender's number");
        return factory.Command(
            "explain",
            "whether an agent may use a tool",
            async call =>
            {
                var answer = await call.AskAsync(PolicyMethods.Explain, new PolicyExplainParams
                {
                    Tool = call.Value(tool)!,
                    AgentId = call.Value(agent),
                    SessionKey = call.Value(session),
                    SpawnedBy = call.Value(spawner),
                    Model = call.Value(model),
                    Channel = call.Value(place.Channel),
                    AccountId = call.Value(place.Account),
                    GroupId = call.Value(place.Group),
                    GroupSpace = call.Value(space),
                    GroupChannel = call.Value(groupName),
                    SenderId = call.Value(sender),
                    SenderUsername = call.Value(place.Username),
                    SenderName = call.Value(place.Name),
                    SenderPhone = call.Value(phone),
                });
                if (call.Printer.IsJson)
                {
                    call.Printer.Json(answer.Json);
                    return ExitCodes.Ok;
                }

                Print(call, answer.Value);
                return ExitCodes.Ok;
            },
            tool, agent, session, spawner, model, place.Channel, place.Account, place.Group, space, groupName, sender, place.Username, place.Name, phone);
    }

    private static Command Admission(CommandFactory factory)
    {
        var channel = CommandFactory.Required("channel", "the channel, such as telegram or discord");
        var sender = CommandFactory.Required("sender", "who writes, by the platform's id");
        var place = new PlaceOptions();
        var space = CommandFactory.Text("--space", "ID", "the guild that the group is a channel of");
        var thread = CommandFactory.Text("--thread", "ID", "the topic or thread in the group");
        var text = CommandFactory.Text("--text", "TEXT", "what is written; a command counts as one");
        var mentioned = CommandFactory.Flag("--mentioned", "the assistant is mentioned");
        return factory.Command(
            "admission",
            "whether somebody may talk to the assistant",
            async call =>
            {
                var answer = await call.AskAsync(PolicyMethods.Admission, new PolicyAdmissionParams
                {
                    Channel = call.Value(channel)!,
                    SenderId = call.Value(sender)!,
                    AccountId = call.Value(place.Account),
                    SenderUsername = call.Value(place.Username),
                    SenderName = call.Value(place.Name),
                    GroupId = call.Value(place.Group),
                    GroupSpace = call.Value(space),
                    ThreadId = call.Value(thread),
                    Mentioned = call.Value(mentioned) ? true : null,
                    Text = call.Value(text),
                });
                if (call.Printer.IsJson)
                {
                    call.Printer.Json(answer.Json);
                    return ExitCodes.Ok;
                }

                Print(call, answer.Value);
                return ExitCodes.Ok;
            },
            channel, sender, place.Account, place.Group, space, thread, place.Username, place.Name, text, mentioned);
    }

    private static void Print(Invocation call, PolicyExplainResult answer)
    {
        call.Printer.Line(answer.Allowed ? $"{answer.Tool}: allowed" : $"{answer.Tool}: refused{(answer.RefusedBy is { } rule ? $" ({rule})" : string.Empty)}");
        if (!answer.Known)
        {
            call.Printer.Line("there is no tool of this name; this is what one would get");
        }

        call.Printer.Fields(
            ("Agent", answer.AgentId),
            ("Session", answer.SessionKey + (answer.Sandboxed ? " (sandboxed)" : string.Empty)),
            ("Spawned by", answer.SpawnedBy),
            ("Model", answer.Model is null ? answer.Provider : $"{answer.Provider}/{answer.Model}"));
        Lines(call, answer.Lines);
        // A refusal stands as long as one rule refuses; an allowance ends with any change.
        var changes = answer.Allowed ? answer.Lines.Where(static line => line.Rule is "global" or "agent") : answer.Lines.Where(static line => line.Says == "refuses");
        Changes(call, answer.Allowed ? "to refuse it, one of" : "to allow it", changes);
    }

    private static void Print(Invocation call, PolicyAdmissionResult answer)
    {
        call.Printer.Line(answer.Outcome switch
        {
            "accept" => "let in",
            "pair" => "dropped; the sender is offered a pairing code",
            "context" => "not answered, kept for the next message that is",
            _ => "dropped",
        });
        call.Printer.Fields(
            ("Channel", $"{answer.Channel} ({answer.AccountId})"),
            ("Agent", answer.AgentId),
            ("Session", answer.SessionKey),
            ("Commands", answer.CommandsAllowed ? "allowed" : "not allowed"));
        Lines(call, answer.Lines);
        Changes(call, answer.Outcome == "accept" ? "to keep them out" : "to let them in", answer.Lines);
    }

    private static void Lines(Invocation call, IReadOnlyList<PolicyLine> lines)
    {
        call.Printer.Line();
        call.Printer.Table("no rule was asked", ["rule", "says", "why"], [.. lines.Select(static line => (IReadOnlyList<string?>)[line.Rule, line.Says == "nothing" ? "-" : line.Says, line.Reason])]);
    }

    private static void Changes(Invocation call, string heading, IEnumerable<PolicyLine> lines)
    {
        var changes = lines.Select(static line => line.Change).OfType<PolicyChange>().Distinct().ToList();
        if (changes.Count == 0)
        {
            return;
        }

        call.Printer.Line();
        call.Printer.Line($"{heading}:");
        foreach (var change in changes)
        {
            call.Printer.Line($"  {change.Do switch
            {
                "add" => $"add {change.Value} to {change.Key}",
                "remove" => $"remove {change.Value} from {change.Key}",
                _ => $"set {change.Key} to {change.Value}",
            }}");
        }
    }

    /// <summary>Where something is written, and by whom.</summary>
    private sealed class PlaceOptions
    {
        public Option<string?> Channel { get; } = CommandFactory.Text("--channel", "NAME", "the channel that is written from");

        public Option<string?> Account { get; } = CommandFactory.Text("--account", "ID", "the channel account, where there are several");

        public Option<string?> Group { get; } = CommandFactory.Text("--group", "ID", "the group that is written in");

        public Option<string?> Username { get; } = CommandFactory.Text("--username", "NAME", "the sender's user name");

        public Option<string?> Name { get; } = CommandFactory.Text("--name", "NAME", "the name shown");
    }
}
