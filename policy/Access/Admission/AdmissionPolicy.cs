using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Access.Mentions;

namespace Moltbot.Policy.Access.Admission;

/// <summary>The one door for updates of every kind (architecture.md, "The way of a message"; attacks C2 to C5).</summary>
public static class AdmissionPolicy
{
    /// <summary>Decides about one update.</summary>
    public static AdmissionDecision Decide(InboundUpdate update, AccessRules rules)
    {
        if (update.IsOwn)
        {
            return AdmissionDecision.Refuse(AdmissionReason.OwnUpdate);
        }

        if (string.IsNullOrWhiteSpace(update.Sender.Id))
        {
            return AdmissionDecision.Refuse(AdmissionReason.NoSender);
        }

        if (update.IsBot && !rules.AllowBots)
        {
            return AdmissionDecision.Refuse(AdmissionReason.SenderIsBot);
        }

        return update.IsGroup ? DecideGroup(update, rules) : DecideDirect(update, rules);
    }

    /// <summary>Whether what the session's <c>/activation</c> set can change the decision: it never lets in whom another rule keeps out.</summary>
    public static bool DependsOnActivation(InboundUpdate update, AccessRules rules) =>
        update is { IsGroup: true, Mentions: { WasMentioned: false, IsImplicit: false } } && IsSpoken(update)
        && Decide(update, rules).Reason is AdmissionReason.NotMentioned or AdmissionReason.GroupAdmitted;

    private static AdmissionDecision DecideDirect(InboundUpdate update, AccessRules rules)
    {
        var listed = SenderMatcher.Match(update.Channel, rules.AllowFrom, update.Sender);
        var isApproved = rules.Approved.Contains(update.Sender.Id);
        var verdict = DmGate.Decide(rules.Dm, listed.Allowed, isApproved);
        if (verdict != DmVerdict.Accept)
        {
            var reason = rules.Dm == DmPolicy.Disabled ? AdmissionReason.DmDisabled : AdmissionReason.DmSenderUnknown;
            // Only words ask for something: a reaction or a button of a stranger is not answered with a code.
            var asks = verdict == DmVerdict.OfferPairing && update.Kind is (UpdateKind.Message or UpdateKind.Command);
            return AdmissionDecision.Refuse(reason, asks ? AdmissionOutcome.OfferPairing : AdmissionOutcome.Drop);
        }

        var isAuthorized = CommandGate.IsAuthorized(
            rules.UseAccessGroups,
            [new(CountingEntries.IsWritten(rules.AllowFrom), listed.Allowed), new(rules.Approved.Entries.Count > 0, isApproved)],
            rules.Ungated);
        if (IsBlocked(update, rules, isAuthorized))
        {
            return AdmissionDecision.Refuse(AdmissionReason.CommandNotAuthorized, match: listed);
        }

        var why = listed.Allowed ? AdmissionReason.DmSenderListed
            : isApproved ? AdmissionReason.DmSenderApproved
            : AdmissionReason.DmOpen;
        return new AdmissionDecision(AdmissionOutcome.Admit, why, listed, isAuthorized, WasMentioned: true);
    }

    private static AdmissionDecision DecideGroup(InboundUpdate update, AccessRules rules)
    {
        if (string.IsNullOrWhiteSpace(update.GroupId))
        {
            return AdmissionDecision.Refuse(AdmissionReason.NoGroup);
        }

        var terms = GroupTerms.Of(update, rules);
        if (terms.Refusal is { } refusal)
        {
            return AdmissionDecision.Refuse(refusal);
        }

        var listed = SenderMatcher.Match(update.Channel, terms.Speakers ?? terms.Commanders.SelectMany(static list => list), update.Sender);
        if (terms.Speakers is not null && !listed.Allowed)
        {
            return AdmissionDecision.Refuse(AdmissionReason.GroupSenderNotListed);
        }

        var isAuthorized = CommandGate.IsAuthorized(
            rules.UseAccessGroups,
            [.. terms.Commanders.Select(list => new CommandAuthorizer(CountingEntries.IsWritten(list), SenderMatcher.Match(update.Channel, list, update.Sender).Allowed))],
            rules.Ungated);
        if (IsBlocked(update, rules, isAuthorized))
        {
            return AdmissionDecision.Refuse(AdmissionReason.CommandNotAuthorized, match: listed);
        }

        var gate = MentionGate.Decide(
            isGroup: true, rules.RequireMention ?? terms.RequiresMention, update.Mentions, rules.AllowTextCommands, IsCommand(update), isAuthorized);
        return gate.Skip && IsSpoken(update)
            ? AdmissionDecision.Refuse(AdmissionReason.NotMentioned, AdmissionOutcome.KeepAsContext, listed)
            : new AdmissionDecision(AdmissionOutcome.Admit, AdmissionReason.GroupAdmitted, listed, isAuthorized, gate.EffectivelyMentioned);
    }

    private static bool IsSpoken(InboundUpdate update) => update.Kind is UpdateKind.Message or UpdateKind.Edit or UpdateKind.Command;

    /// <summary>What the platform itself delivers as a command is one, whether or not commands are read from texts.</summary>
    private static bool IsBlocked(InboundUpdate update, AccessRules rules, bool isAuthorized) =>
        CommandGate.ShouldBlock(rules.AllowTextCommands || update.Kind == UpdateKind.Command, IsCommand(update), isAuthorized);

    private static bool IsCommand(InboundUpdate update) => update.IsControlCommand || update.Kind == UpdateKind.Command;
}
