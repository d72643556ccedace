using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.Plans;
using Moltbot.Policy.Models;
using Moltbot.Policy.Queue;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Sessions.Sending;
using Moltbot.Policy.Tools.Elevated;

namespace Moltbot.Grains.Sessions;

/// <content>The commands that change what the session keeps.</content>
internal sealed partial class SessionGrain
{
    private static string ReasoningOf(SessionEntry? entry) => entry?.Settings.ReasoningLevel ?? "off";

    private Task<string> SetThinking(SessionCommand command, ActiveRun run, ConfigDocument document)
    {
        ModelReference model = CurrentModel(document);
        IReadOnlyList<string> levels = ThinkingOptions.For(model.Provider, model.Model);
        return SetLevel(
            command,
            run,
            word => Levels.Thinking(word) is { } level && levels.Contains(level) ? level : null,
            "thinking level",
            ThinkingOf(_ledger.Entry, document),
            "thinkingLevel",
            static (s, level) => s with { ThinkingLevel = level },
            ThinkingOptions.ChoicesFor(model.Provider, model.Model));
    }

    /// <summary>
    /// How far runs of the session may work on the host itself. Taking it back is everybody's who may give commands. What is set here is
    /// no permission: a run has what its own sender may have.
    /// </summary>
    private async Task<string> SetElevated(SessionCommand command, ActiveRun run, ConfigDocument document) =>
        Levels.Elevated(command.Argument) is not (null or "off") && ElevatedFor(run.Request, document) is { IsAllowed: false } refused
            ? $"Elevated rights are not yours here: {refused.Failed[0].Key} does not give them to you."
            : await SetLevel(command, run, Levels.Elevated, "elevated level", _ledger.Entry?.Settings.ElevatedLevel ?? document.Agents.Defaults.ElevatedDefault ?? "off", "elevatedLevel", static (s, level) => s with { ElevatedLevel = level });

    /// <summary>Whether the sender may have elevated rights: by their id on the channel, a gateway's client by its principal.</summary>
    private ElevatedPermission ElevatedFor(TurnRequest request, ConfigDocument document)
    {
        ElevatedPolicy policy = ElevatedPolicy.Of(document, AgentId);
        return request is { Origin: TurnOrigin.Channel, ReplyTo: { } chat }
            ? policy.Decide(chat.Channel, request.Sender?.Id, document.Channels.Account(chat.Channel, chat.Account).Section("dm").StringsOrNull("allowFrom"))
            : policy.Decide(ChannelIds.WebChat, request.Principal);
    }

    /// <summary>Whether the assistant answers in a group without being mentioned: the group's own setting, over the configuration's.</summary>
    private async Task<string> SetActivation(SessionCommand command, ActiveRun run) =>
        run.Request.ReplyTo is { ChatKind: not ChatKind.Direct } || GroupSessionKey.Parse(run.Request.SessionKey) is not null
            ? await SetLevel(command, run, SessionSwitch.ActivationMode, "group activation", _ledger.Entry?.Settings.GroupActivation ?? "as configured", "groupActivation", static (s, mode) => s with { GroupActivation = mode })
            : "Group activation is for group chats only.";

    /// <summary>Switches the session's replies off, or takes that back: what the configuration denies, no message lifts.</summary>
    private Task<string> SetSending(SessionCommand command, ActiveRun run)
    {
        string? own = _ledger.Entry?.Settings.SendPolicy;
        return SetLevel(
            command,
            run,
            word => SessionSwitch.SendMode(word) is { } mode ? SendPolicy.Switched(own, mode) ?? "inherit" : null,
            "send policy",
            own ?? "inherit",
            "sendPolicy",
            static (s, policy) => s with { SendPolicy = policy == "inherit" ? null : policy });
    }

    private async Task<string> SetUsage(SessionCommand command, ActiveRun run, ConfigDocument document) =>
        command.Argument.Equals("cost", StringComparison.OrdinalIgnoreCase)
            ? await CostReport(run.Request, document)
            : await SetLevel(command, run, Levels.Usage, "usage line", _ledger.Entry?.Settings.ResponseUsage ?? "off", "responseUsage", static (s, display) => s with { ResponseUsage = display == "off" ? null : display });

    private async Task<string> SetQueue(SessionCommand command, ActiveRun run, ConfigDocument document)
    {
        QueueDirective wanted = QueueDirective.Extract(ChatCommand.Text("queue", command.Argument));
        if (wanted.IsReset)
        {
            await ChangeSettings(run.Request, "queueMode", static s => s with { QueueMode = null, QueueDebounceMs = null, QueueCap = null, QueueDrop = null });
        }
        else if (wanted.HasOptions && wanted is { IsReadable: true, Cleaned: "" })
        {
            await ChangeSettings(run.Request, "queueMode", s => s with
            {
                QueueMode = wanted.Options.Mode is { } mode ? QueueNames.Of(mode) : s.QueueMode,
                QueueDebounceMs = wanted.Options.DebounceMs is { } debounce ? (int)Math.Min(debounce, int.MaxValue) : s.QueueDebounceMs,
                QueueCap = wanted.Options.Cap is { } cap ? (int)Math.Min(cap, int.MaxValue) : s.QueueCap,
                QueueDrop = wanted.Options.Drop is { } drop ? QueueNames.Of(drop) : s.QueueDrop,
            });
        }
        else
        {
            return await SetLevel(command, run, word => QueueNames.Mode(word) is { } mode ? QueueNames.Of(mode) : null, "queue mode", QueueNames.Of(SettingsOf(run.Request, document).Mode), "queueMode", static (s, mode) => s with { QueueMode = mode });
        }

        QueueSettings settings = QueueRules.Of(document, _ledger.Entry?.Settings, run.Request.ReplyTo?.Channel);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The queue is now: mode {QueueNames.Of(settings.Mode)}, debounce {settings.Debounce.TotalMilliseconds:0} ms, cap {settings.Cap}, drop {QueueNames.Of(settings.Drop)}.");
    }

    /// <summary>What commands may do in this session: a chat narrows it, an operator takes that back.</summary>
    private async Task<string> SetExec(SessionCommand command, TurnRequest request, ConfigDocument document)
    {
        ExecDirective wanted = ExecDirective.Extract(ChatCommand.Text("exec", command.Argument));
        if (wanted.Cleaned.Length > 0)
        {
            return "Usage: /exec security=deny|allowlist|full ask=off|on-miss|always";
        }

        if (wanted.HasOptions)
        {
            if (ExecNarrowing.RefusalOf(ExecSettings(document), wanted) is { } refusal)
            {
                return refusal;
            }

            await ChangeSettings(request, "exec", s => s with { ExecSecurity = wanted.Security ?? s.ExecSecurity, ExecAsk = wanted.Ask ?? s.ExecAsk });
        }

        ExecToolSettings now = ExecSettings(document);
        return $"Commands: host {now.Host}, security {(now.Security is { } security ? ExecWords.Of(security) : "as approvals say")}, ask {(now.Ask is { } ask ? ExecWords.Of(ask) : "as approvals say")}. A chat only narrows this.";
    }

    /// <summary>What the configuration says, with what the session has set in place of it.</summary>
    private ExecToolSettings ExecSettings(ConfigDocument document) =>
        ExecToolSettings.Of(document, AgentId).On(_ledger.Entry?.Settings.ExecHost, _ledger.Entry?.Settings.ExecSecurity, _ledger.Entry?.Settings.ExecAsk);

    private async Task<string> SetModel(SessionCommand command, TurnRequest request, ConfigDocument document)
    {
        if (command.Argument.Length == 0)
        {
            return $"The model is {Model(document)}. Choose another with /model <provider/model>, or /model default. /models lists them.";
        }

        if (string.Equals(command.Argument, "default", StringComparison.OrdinalIgnoreCase))
        {
            await ChangeSettings(request, "model", static settings => settings with { ProviderOverride = null, ModelOverride = null });
            return $"The model is the default again: {Model(document)}.";
        }

        if (ModelDirective.Extract(ChatCommand.Text("model", command.Argument)) is { RawProfile: not null })
        {
            return "Credentials are not chosen in chats: the configuration has one for each provider.";
        }

        if (ModelChoices.Parse(document, AgentId, command.Argument) is not { } wanted || !ModelChoices.IsAllowed(document, AgentId, wanted))
        {
            return $"\"{Preview.Of(command.Argument, 80)}\" cannot be chosen. {ModelChoices.Describe(document)}";
        }

        if (_services.Models.Missing(Tenant, document, wanted) is { } missing)
        {
            return missing;
        }

        await ChooseModel(request, wanted, document);
        return $"The model is now {wanted}.";
    }

    private Task ChooseModel(TurnRequest request, ModelReference wanted, ConfigDocument document)
    {
        bool isDefault = wanted == ModelSelector.Primary(document, AgentId);
        return ChangeSettings(request, "model", settings => settings with
        {
            ProviderOverride = isDefault ? null : wanted.Provider,
            ModelOverride = isDefault ? null : wanted.Model,
        });
    }

    private string Model(ConfigDocument document) => CurrentModel(document).ToString();

    private ModelReference CurrentModel(ConfigDocument document)
    {
        SessionSettings? settings = _ledger.Entry?.Settings;
        ModelReference primary = ModelSelector.Primary(document, AgentId);
        return settings?.ModelOverride is { } model ? new ModelReference(settings.ProviderOverride ?? primary.Provider, model) : primary;
    }
}
