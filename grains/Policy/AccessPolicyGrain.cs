using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Mentions;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Routing;

namespace Moltbot.Grains.Policy;

/// <summary>Compiles an account's access rules once for each version of the configuration and judges updates by them.</summary>
internal sealed class AccessPolicyGrain(ITenantConfigurations configurations, TimeProvider time) : TenantGrain(time), IAccessPolicyGrain
{
    private CompiledAccess? _compiled;

    public async Task<AdmissionVerdict> Admit(InboundMessage message)
    {
        (CompiledAccess compiled, _) = await Compiled();
        if (compiled.Access is not { } access)
        {
            return Refused(compiled.Problem!);
        }

        if (message.Kind == InboundKind.Reaction && !access.WantsReaction(message))
        {
            return Refused("ReactionNotWanted");
        }

        (InboundUpdate update, AccessRules own, AgentRoute route) = await Prepare(compiled, access, message);
        return Verdict(AdmissionPolicy.Decide(update, own), route, update.IsGroup) with { SystemPrompt = access.SystemPromptIn(message) };
    }

    public async Task<AdmissionReport> Explain(AdmissionQuestion question)
    {
        (CompiledAccess compiled, ConfigDocument document) = await Compiled();
        var keys = new AccessKeys(document.Channels, compiled.Channel, compiled.Account);
        if (compiled.Access is not { } access)
        {
            bool isConfigured = document.Channels.AccountIds(compiled.Channel).Contains(compiled.Account, StringComparer.Ordinal);
            return Report(Refused(compiled.Problem!), AdmissionExplanation.Closed(compiled.Problem!, keys, isConfigured));
        }

        (InboundUpdate update, AccessRules own, AgentRoute route) = await Prepare(compiled, access, Message(question));
        AdmissionExplanation explanation = AdmissionExplanation.Of(update, own, keys);
        return Report(Verdict(explanation.Decision, route, update.IsGroup), explanation);
    }

    private async ValueTask<(CompiledAccess Compiled, ConfigDocument Document)> Compiled()
    {
        TenantConfiguration configuration = await configurations.Get(Tenant);
        if (_compiled?.Version != configuration.Version)
        {
            string[] parts = Key.Rest.Split('/');
            _compiled = CompiledAccess.From(configuration, parts[0], parts[^1]);
        }

        return (_compiled, configuration.Document);
    }

    private async Task<(InboundUpdate Update, AccessRules Rules, AgentRoute Route)> Prepare(CompiledAccess compiled, ChannelAccess access, InboundMessage message)
    {
        // Asked for each update, so that an approval or its revocation counts at once.
        string senderId = message.Sender?.Id ?? "";
        bool approved = senderId.Length > 0 && await GrainFactory.GetGrain<IPairingGrain>(Key.ToString()).IsApproved(senderId);
        AccessRules own = access.Rules with { Approved = new ApprovedSenders(compiled.Channel, approved ? [senderId] : []) };

        AgentRoute route = AgentRouter.Resolve(compiled.Routing, ChatRoutes.RequestOf(
            compiled.Channel, compiled.Account, message.ChatKind, message.ChatId, message.ThreadId, message.Sender?.Id, message.SpaceId, message.ParentChatId));
        bool isGroup = message.ChatKind != ChatKind.Direct;
        bool mentioned = message.MentionsBot || (isGroup
            && (compiled.PatternsOf(route.AgentId).Match(message.Text) || compiled.PatternsIn(message).Match(message.Text)));
        var update = new InboundUpdate(
            compiled.Channel,
            KindOf(message),
            isGroup,
            new(message.Sender?.Id, message.Sender?.Username, message.Sender?.Name, message.Sender?.Tag),
            isGroup ? message.ChatId : null,
            isGroup ? access.TopicOf(message) : null,
            IsOwn: false,
            new MentionFacts(CanDetect: true, mentioned, message.MentionsAnyone, message.RepliesToBot),
            ChatCommands.IsControl(message.Text),
            access.PlaceOf(message),
            message.Sender?.IsBot == true);
        return (update, own with { RequireMention = await Activation(update, own, route) }, route);
    }

    /// <summary>
    /// What <c>/activation</c> set for the group's session, as <see cref="AccessRules.RequireMention"/>. The session is asked only where
    /// its word decides: strangers and groups that are not looked at wake nothing.
    /// </summary>
    private async ValueTask<bool?> Activation(InboundUpdate update, AccessRules rules, AgentRoute route) =>
        AdmissionPolicy.DependsOnActivation(update, rules)
            ? (await Peer<ISessionGrain>(GrainKey.ForSession(Tenant, route.SessionKey)).Entry())?.Settings.GroupActivation switch
            {
                "always" => false,
                "mention" => true,
                _ => null,
            }
            : null;

    private InboundMessage Message(AdmissionQuestion question) => new()
    {
        UpdateId = "",
        Kind = InboundKind.Message,

        // In a guild a thread is a chat of its own.
        ChatId = (question.SpaceId is null ? question.GroupId : question.ThreadId ?? question.GroupId) ?? question.SenderId,
        ChatKind = question.GroupId is null ? ChatKind.Direct : question.GroupKind == ChatKind.Direct ? ChatKind.Group : question.GroupKind,
        ThreadId = question.SpaceId is null ? question.ThreadId : null,
        SpaceId = question.SpaceId,
        ParentChatId = question is { SpaceId: not null, ThreadId: not null } ? question.GroupId : null,
        Sender = new InboundSender { Id = question.SenderId, Username = question.SenderUsername, Name = question.SenderName },
        MentionsBot = question.MentionsBot,
        MentionsAnyone = question.MentionsBot,
        Text = question.Text,
        SentAt = Now,
    };

    private static AdmissionReport Report(AdmissionVerdict verdict, AdmissionExplanation explanation) =>
        new() { Verdict = verdict, Lines = [.. explanation.Steps.Select(PolicyLines.Of)] };

    private static AdmissionVerdict Verdict(AdmissionDecision decision, AgentRoute route, bool isGroup) => new()
    {
        Outcome = decision.Outcome switch
        {
            Moltbot.Policy.Access.Admission.AdmissionOutcome.Admit => GrainInterfaces.Policy.AdmissionOutcome.Accept,
            Moltbot.Policy.Access.Admission.AdmissionOutcome.OfferPairing => GrainInterfaces.Policy.AdmissionOutcome.Pair,
            Moltbot.Policy.Access.Admission.AdmissionOutcome.KeepAsContext => GrainInterfaces.Policy.AdmissionOutcome.Context,
            _ => GrainInterfaces.Policy.AdmissionOutcome.Drop,
        },
        Reason = decision.Reason.ToString(),
        CommandsAllowed = decision.IsCommandAuthorized,
        AgentId = route.AgentId,
        SessionKey = route.SessionKey,
        IsAddressed = !isGroup || decision.WasMentioned,
    };

    private static AdmissionVerdict Refused(string reason) =>
        new() { Outcome = GrainInterfaces.Policy.AdmissionOutcome.Drop, Reason = reason };

    private static UpdateKind KindOf(InboundMessage message) => message.Kind switch
    {
        InboundKind.Message => UpdateKind.Message,
        InboundKind.Edit or InboundKind.Deletion => UpdateKind.Edit,
        InboundKind.Reaction => UpdateKind.Reaction,
        InboundKind.Button => UpdateKind.Interaction,
        InboundKind.Command => UpdateKind.Command,
        _ => UpdateKind.Membership,
    };
}
