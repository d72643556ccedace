using Moltbot.Policy.Explanations;

namespace Moltbot.Policy.Access.Admission;

/// <summary>What becomes of an update, and what each gate on its way says of it.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Steps">The gates, up to the one that decides.</param>
public sealed record AdmissionExplanation(AdmissionDecision Decision, IReadOnlyList<AdmissionStep> Steps)
{
    /// <summary>Says why an update is let in or not.</summary>
    /// <param name="update">The update.</param>
    /// <param name="rules">The rules of its account.</param>
    /// <param name="keys">Where they stand.</param>
    public static AdmissionExplanation Of(InboundUpdate update, AccessRules rules, AccessKeys keys)
    {
        var decision = AdmissionPolicy.Decide(update, rules);
        var gates = !update.IsGroup ? new DirectSteps(update, rules, keys, decision).All()
            : rules.Guilds is null ? new GroupSteps(update, rules, keys, decision).All()
            : new GuildSteps(update, rules, keys, decision).All();
        var deciding = GateOf(decision.Reason, rules);
        // Who sent it is no question as long as it decides nothing.
        var steps = gates.Where(step => step.Gate < deciding && step.Gate != AdmissionGate.Sender).Select(static step => step with { Word = RuleWord.Nothing, Change = null });
        return new(decision, [.. steps, gates.First(step => step.Gate == deciding) with { Word = WordOf(decision) }]);
    }

    /// <summary>An account that takes no message from anybody.</summary>
    /// <param name="problem">Why not.</param>
    /// <param name="keys">Where its rules would stand.</param>
    /// <param name="isConfigured">Whether there is such an account; then it is switched off.</param>
    public static AdmissionExplanation Closed(string problem, AccessKeys keys, bool isConfigured) => new(
        AdmissionDecision.Refuse(AdmissionReason.AccountClosed),
        [
            new(
                AdmissionGate.Account, RuleWord.Refuses, problem, isConfigured ? keys.Enabled : null,
                Change: isConfigured ? new(ConfigChangeKind.Set, keys.Enabled, "true") : null),
        ]);

    private static RuleWord WordOf(AdmissionDecision decision) =>
        decision.Outcome == AdmissionOutcome.Admit ? RuleWord.Allows : RuleWord.Refuses;

    private static AdmissionGate GateOf(AdmissionReason reason, AccessRules rules) => reason switch
    {
        AdmissionReason.OwnUpdate or AdmissionReason.NoSender or AdmissionReason.SenderIsBot => AdmissionGate.Sender,
        AdmissionReason.DmDisabled or AdmissionReason.DmOpen => AdmissionGate.DirectMessages,
        AdmissionReason.DmSenderListed => AdmissionGate.AllowList,
        AdmissionReason.DmSenderApproved => AdmissionGate.Pairing,
        AdmissionReason.DmSenderUnknown => rules.Dm == DmPolicy.Pairing ? AdmissionGate.Pairing : AdmissionGate.AllowList,
        AdmissionReason.GroupsDisabled => AdmissionGate.Groups,
        AdmissionReason.NoGroup or AdmissionReason.GroupNotListed or AdmissionReason.GroupListedByName or AdmissionReason.GroupDisabled => AdmissionGate.Group,
        AdmissionReason.TopicDisabled => AdmissionGate.Topic,
        AdmissionReason.GroupSenderNotListed => AdmissionGate.GroupSenders,
        AdmissionReason.CommandNotAuthorized => AdmissionGate.Commands,
        _ => AdmissionGate.Mention,
    };
}
