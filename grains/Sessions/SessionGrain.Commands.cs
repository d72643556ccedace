using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>Answers a command without a model.</summary>
    private async Task<TurnResult> Answer(SessionCommand command, ActiveRun run, ConfigDocument document)
    {
        // Several switches in one message, and nothing else: each is set.
        string text = SessionCommand.Directives(run.Request, document, run.Request.Message) is { Cleaned: "", Said: { Count: > 1 } several }
            ? string.Join('\n', await Each(several))
            : await AnswerTo(command, run, document);
        return Replied(text, run);

        async Task<List<string>> Each(IReadOnlyList<(string Key, string Argument)> said)
        {
            var texts = new List<string>();
            foreach ((string key, string argument) in said)
            {
                texts.Add(await AnswerTo(new SessionCommand(key, argument), run, document));
            }

            return texts;
        }
    }

    private TurnResult Replied(string text, ActiveRun run) => new() { State = RunState.Ok, Entries = [Note(text, run.RunId)], IsInjected = true };

    private async Task<string> AnswerTo(SessionCommand command, ActiveRun run, ConfigDocument document) => command.Name switch
    {
        "help" or "commands" => CommandNames.Help,
        "status" => Status(document),
        "whoami" => WhoAmI(run.Request),
        "new" or "reset" => $"New session started. Model: {Model(document)}.",
        "think" => await SetThinking(command, run, document),
        "verbose" => await SetLevel(command, run, Levels.Verbose, "verbose level", VerboseOf(_ledger.Entry, document), "verboseLevel", static (s, level) => s with { VerboseLevel = level }),
        "reasoning" => await SetLevel(command, run, Levels.Reasoning, "reasoning level", ReasoningOf(_ledger.Entry), "reasoningLevel", static (s, level) => s with { ReasoningLevel = level == "off" ? null : level }),
        "usage" => await SetUsage(command, run, document),
        "model" => await SetModel(command, run.Request, document),
        "models" => ModelPages.Of(document, AgentId, command.Argument),
        "queue" => await SetQueue(command, run, document),
        "exec" => await SetExec(command, run.Request, document),
        "elevated" => await SetElevated(command, run, document),
        "activation" => await SetActivation(command, run),
        "send" => await SetSending(command, run),
        "compact" => await Compact(command, run, document),
        "context" => await Context(command, run, document),
        "config" => OwnerCommands.Config(command, run.Request, document),
        "debug" => OwnerCommands.Debug(command, run.Request, document),
        "allowlist" => OwnerCommands.Allowlist(command, run.Request, document),
        "bash" => "Commands are not run from chats: ask for what is to be done. The tool exec has rules and approvals of its own.",
        "restart" => "The gateway is not restarted from chats.",
        _ => $"/{command.Name.Split(':')[0]} is not offered here.",
    };

    /// <summary>Sets one of a command's choices, or offers them.</summary>
    private async Task<string> SetLevel(
        SessionCommand command, ActiveRun run, Func<string, string?> read, string what, string current, string setting,
        Func<SessionSettings, string, SessionSettings> change, IReadOnlyList<string>? choices = null)
    {
        ChatCommand known = ChatCommands.Find(command.Name)!;
        choices ??= known.Parameters[0].Choices;
        if (known.MissingChoice(new CommandArguments(command.Argument)) is not null)
        {
            run.Buttons = [.. choices.Select(choice => new OutboundButton(choice, ChatCommand.Text(command.Name, choice)))];
            return $"The {what} is {current}. Options: {string.Join(", ", choices)}.";
        }

        if (read(command.Argument) is not { } level)
        {
            return $"\"{Preview.Of(command.Argument, 40)}\" is no {what}. Options: {string.Join(", ", choices)}.";
        }

        await ChangeSettings(run.Request, setting, settings => change(settings, level));
        return $"The {what} is now {level}.";
    }

    /// <summary>Changes what the session keeps, on record like a patch; a turn that is begun anew leaves one record.</summary>
    private async Task ChangeSettings(TurnRequest request, string what, Func<SessionSettings, SessionSettings> change)
    {
        await Record(request, "session.patch", what);
        await _ledger.Write(_sessionKey!, state => state.Entry = state.Entry! with { Settings = change(state.Entry.Settings) });
    }

    /// <summary>
    /// Puts on record what a message does to the session, in its sender's name and before it is done: once for a turn, and anew for a
    /// turn whose run id was used before and forgotten since.
    /// </summary>
    private Task Record(TurnRequest request, string action, string what) => Peer<IAuditGrain>().Append(new[]
    {
        Auditing.Entry($"{action}:{_run!.Batch.Lead.Order}:{request.RunId}", Now, request.Principal, action, _sessionKey!, ("what", what), ("runId", request.RunId)),
    });
}
