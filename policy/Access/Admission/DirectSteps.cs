using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Explanations;

namespace Moltbot.Policy.Access.Admission;

/// <summary>What the gates say of a direct message.</summary>
internal sealed class DirectSteps(InboundUpdate update, AccessRules rules, AccessKeys keys, AdmissionDecision decision)
{
    /// <summary>All of them, as if each decided.</summary>
    public IReadOnlyList<AdmissionStep> All() => [SenderStep.Of(update), Policy(), AllowList(), Pairing(), Commands()];

    private AdmissionStep Policy() => new(
        AdmissionGate.DirectMessages, default, $"{keys.DmPolicy} is {rules.Dm.ToString().ToLowerInvariant()}", keys.DmPolicy,
        Change: rules.Dm == DmPolicy.Disabled ? new(ConfigChangeKind.Set, keys.DmPolicy, "pairing") : new(ConfigChangeKind.Set, keys.DmPolicy, "disabled"));

    private AdmissionStep AllowList()
    {
        var entry = SenderStep.EntryOf(update, rules.AllowFrom);
        return entry is null
            ? new(AdmissionGate.AllowList, default, $"{keys.AllowFrom} does not name the sender", keys.AllowFrom, Change: Let())
            : new(
                AdmissionGate.AllowList, default, $"{entry} in {keys.AllowFrom} names the sender", keys.AllowFrom, entry,
                new(ConfigChangeKind.Remove, keys.AllowFrom, entry));
    }

    private AdmissionStep Pairing() => rules.Approved.Contains(update.Sender.Id)
        ? new(AdmissionGate.Pairing, default, "the sender was let in by a pairing code (pairing revoke takes that back)")
        : new(
            AdmissionGate.Pairing, default,
            decision.Outcome == AdmissionOutcome.OfferPairing
                ? "the sender was not let in by a pairing code, and is offered one (pairing approve lets them in)"
                : "the sender was not let in by a pairing code",
            Change: Let());

    private AdmissionStep Commands() => new(
        AdmissionGate.Commands, default, $"commands are given by those whom {keys.AllowFrom} names", "commands.useAccessGroups", Change: Let());

    private ConfigChange Let() => new(ConfigChangeKind.Add, keys.AllowFrom, update.Sender.Id ?? "");
}
