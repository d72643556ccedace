using System.Globalization;
using System.Text;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;
using Moltbot.Policy.Queue;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Sessions.Sending;
using Moltbot.Policy.Tools.Elevated;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    private static readonly IReadOnlyList<string> QueueModes = ["collect", "followup", "steer", "steer-backlog", "interrupt"];
    private static readonly IReadOnlyList<string> VerboseLevels = ["on", "off", "full"];
    private static readonly IReadOnlyList<string> ElevatedLevels = ["off", "on", "ask", "full"];
    private static readonly IReadOnlyList<string> ActivationModes = ["mention", "always"];
    private static readonly IReadOnlyList<string> SendModes = ["on", "off", "inherit"];

    /// <summary>Answers a command without a model.</summary>
    private async Task<TurnResult> Answer(SessionCommand command, ActiveRun run, ConfigDocument document)
    {
        string text = command.Name switch
        {
            "help" or "commands" => Help(),
            "status" => Status(document),
            "whoami" => WhoAmI(run.Request),
            "new" or "reset" => $"New session started. Model: {Model(document)}.",
            "think" => await SetLevel(command, run.Request, Levels.Thinking, ThinkingLevels.All, "thinking level", ThinkingOf(_ledger.Entry, document), "thinkingLevel", (s, level) => s with { ThinkingLevel = level }),
            "verbose" => await SetLevel(command, run.Request, Levels.Verbose, VerboseLevels, "verbose level", _ledger.Entry?.Settings.VerboseLevel ?? "off", "verboseLevel", (s, level) => s with { VerboseLevel = level }),
            "model" => await SetModel(command, run.Request, document),
            "queue" => await SetLevel(command, run.Request, word => QueueNames.Mode(word) is { } mode ? QueueNames.Of(mode) : null, QueueModes, "queue mode", QueueNames.Of(SettingsOf(run.Request, document).Mode), "queueMode", (s, mode) => s with { QueueMode = mode }),
            "elevated" => await SetElevated(command, run.Request, document),
            "activation" => await SetActivation(command, run.Request),
            "send" => await SetSending(command, run.Request),
            _ => throw new InvalidOperationException($"the command {command.Name} has no answer"),
        };
        return new TurnResult { State = RunState.Ok, Entries = [Note(text, run.RunId)], IsInjected = true };
    }

    private static string Help()
    {
        var text = new StringBuilder("Commands:\n");
        foreach (var (name, help) in CommandNames.Listed)
        {
            text.Append(CultureInfo.InvariantCulture, $"/{name} - {help}\n");
        }

        return text.ToString().TrimEnd();
    }

    private string Status(ConfigDocument document)
    {
        SessionEntry entry = _ledger.Entry!;
        ModelTargets models = SelectModels(document);
        long window = models.Missing is null ? WindowOf(models.First, document) : entry.ContextTokens ?? 0;
        string tokens = entry.Tokens is { } used
            ? string.Create(CultureInfo.InvariantCulture, $"{used.Input + used.CacheRead + used.CacheWrite} in, {used.Output} out{(window > 0 ? $" of {window}" : "")}")
            : "none yet";
        return string.Create(CultureInfo.InvariantCulture, $"""
            Model: {Model(document)}{(models.Missing is null ? "" : " (not configured)")}
            Session: {entry.Key}
            Messages: {entry.TranscriptHead - entry.TranscriptStart + 1}
            Tokens: {tokens}
            Thinking: {ThinkingOf(entry, document)}
            Queue: {QueueNames.Of(QueueRules.Of(document, entry.Settings, entry.Channel).Mode)}, {_queue.Count} waiting
            """);
    }

    private static string WhoAmI(TurnRequest request)
    {
        var text = new StringBuilder();
        text.Append("Channel: ").Append(request.ReplyTo?.Channel ?? "gateway");
        if (request.Sender is { } sender)
        {
            text.Append("\nUser id: ").Append(sender.Id);
            if (sender.Username is { } username)
            {
                text.Append("\nUsername: @").Append(username);
            }
        }
        else
        {
            text.Append("\nPrincipal: ").Append(request.Principal);
        }

        if (request.ReplyTo is { } target)
        {
            text.Append("\nChat: ").Append(target.ChatId);
        }

        return text.ToString();
    }

    private async Task<string> SetLevel(
        SessionCommand command, TurnRequest request, Func<string, string?> read, IReadOnlyList<string> levels, string what, string current,
        string setting, Func<SessionSettings, string, SessionSettings> change)
    {
        if (command.Argument.Length == 0)
        {
            return $"The {what} is {current}. Options: {string.Join(", ", levels)}.";
        }

        if (read(command.Argument) is not { } level)
        {
            return $"\"{Preview.Of(command.Argument, 40)}\" is no {what}. Options: {string.Join(", ", levels)}.";
        }

        await ChangeSettings(request, setting, settings => change(settings, level));
        return $"The {what} is now {level}.";
    }

    /// <summary>
    /// How far runs of the session may work on the host itself. Taking it back is everybody's who may give commands. What is set here is
    /// no permission: a run has what its own sender may have.
    /// </summary>
    private async Task<string> SetElevated(SessionCommand command, TurnRequest request, ConfigDocument document) =>
        Levels.Elevated(command.Argument) is not (null or "off") && ElevatedFor(request, document) is { IsAllowed: false } refused
            ? $"Elevated rights are not yours here: {refused.Failed[0].Key} does not give them to you."
            : await SetLevel(command, request, Levels.Elevated, ElevatedLevels, "elevated level", _ledger.Entry?.Settings.ElevatedLevel ?? document.Agents.Defaults.ElevatedDefault ?? "off", "elevatedLevel", (s, level) => s with { ElevatedLevel = level });

    /// <summary>Whether the sender may have elevated rights: by their id on the channel, a gateway's client by its principal.</summary>
    private ElevatedPermission ElevatedFor(TurnRequest request, ConfigDocument document)
    {
        ElevatedPolicy policy = ElevatedPolicy.Of(document, AgentId);
        return request is { Origin: TurnOrigin.Channel, ReplyTo: { } chat }
            ? policy.Decide(chat.Channel, request.Sender?.Id, document.Channels.Account(chat.Channel, chat.Account).Section("dm").StringsOrNull("allowFrom"))
            : policy.Decide(ChannelIds.WebChat, request.Principal);
    }

    /// <summary>Whether the assistant answers in a group without being mentioned: the group's own setting, over the configuration's.</summary>
    private async Task<string> SetActivation(SessionCommand command, TurnRequest request) =>
        request.ReplyTo is { ChatKind: not ChatKind.Direct } || GroupSessionKey.Parse(request.SessionKey) is not null
            ? await SetLevel(command, request, SessionSwitch.ActivationMode, ActivationModes, "group activation", _ledger.Entry?.Settings.GroupActivation ?? "as configured", "groupActivation", (s, mode) => s with { GroupActivation = mode })
            : "Group activation is for group chats only.";

    /// <summary>Switches the session's replies off, or takes that back: what the configuration denies, no message lifts.</summary>
    private Task<string> SetSending(SessionCommand command, TurnRequest request)
    {
        string? own = _ledger.Entry?.Settings.SendPolicy;
        return SetLevel(
            command,
            request,
            word => SessionSwitch.SendMode(word) is { } mode ? SendPolicy.Switched(own, mode) ?? "inherit" : null,
            SendModes,
            "send policy",
            own ?? "inherit",
            "sendPolicy",
            static (s, policy) => s with { SendPolicy = policy == "inherit" ? null : policy });
    }

    private async Task<string> SetModel(SessionCommand command, TurnRequest request, ConfigDocument document)
    {
        if (command.Argument.Length == 0)
        {
            return $"The model is {Model(document)}. Choose another with /model <provider/model>, or /model default.";
        }

        if (string.Equals(command.Argument, "default", StringComparison.OrdinalIgnoreCase))
        {
            await ChangeSettings(request, "model", settings => settings with { ProviderOverride = null, ModelOverride = null });
            return $"The model is the default again: {Model(document)}.";
        }

        if (ModelChoices.Parse(document, AgentId, command.Argument) is not { } wanted || !ModelChoices.IsAllowed(document, AgentId, wanted))
        {
            return $"\"{Preview.Of(command.Argument, 80)}\" cannot be chosen. {ModelChoices.Describe(document)}";
        }

        if (_services.Models.Missing(Tenant, document, wanted) is { } missing)
        {
            return missing;
        }

        bool isDefault = wanted == ModelSelector.Primary(document, AgentId);
        await ChangeSettings(request, "model", settings => settings with
        {
            ProviderOverride = isDefault ? null : wanted.Provider,
            ModelOverride = isDefault ? null : wanted.Model,
        });
        return $"The model is now {wanted}.";
    }

    private string Model(ConfigDocument document)
    {
        SessionSettings? settings = _ledger.Entry?.Settings;
        ModelReference primary = ModelSelector.Primary(document, AgentId);
        return settings?.ModelOverride is { } model ? $"{settings.ProviderOverride ?? primary.Provider}/{model}" : primary.ToString();
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
