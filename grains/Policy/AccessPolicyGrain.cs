using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Mentions;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Routing;

namespace Moltbot.Grains.Policy;

/// <summary>Compiles an account's access rules once for each version of the configuration and judges updates by them.</summary>
internal sealed class AccessPolicyGrain(ITenantConfigurations configurations, TimeProvider time) : TenantGrain(time), IAccessPolicyGrain
{
    private CompiledAccess? _compiled;

    public async Task<AdmissionVerdict> Admit(InboundMessage message)
    {
        TenantConfiguration configuration = await configurations.Get(Tenant);
        if (_compiled?.Version != configuration.Version)
        {
            string[] parts = Key.Rest.Split('/');
            _compiled = CompiledAccess.From(configuration, parts[0], parts[^1]);
        }

        if (_compiled.Rules is not { } rules)
        {
            return Refused(_compiled.Problem!);
        }

        // Asked for each update, so that an approval or its revocation counts at once.
        string senderId = message.Sender?.Id ?? "";
        bool approved = senderId.Length > 0 && await GrainFactory.GetGrain<IPairingGrain>(Key.ToString()).IsApproved(senderId);
        AccessRules own = rules with { Approved = new ApprovedSenders(_compiled.Channel, approved ? [senderId] : []) };

        AgentRoute route = AgentRouter.Resolve(_compiled.Routing, _compiled.RouteOf(message));
        bool isGroup = message.ChatKind != ChatKind.Direct;
        bool mentioned = message.MentionsBot || (isGroup
            && (_compiled.PatternsOf(route.AgentId).Match(message.Text) || _compiled.PatternsIn(message.ChatId, message.ThreadId).Match(message.Text)));
        AdmissionDecision decision = AdmissionPolicy.Decide(
            new InboundUpdate(
                _compiled.Channel,
                KindOf(message),
                isGroup,
                new(message.Sender?.Id, message.Sender?.Username, message.Sender?.Name),
                isGroup ? message.ChatId : null,
                isGroup ? message.ThreadId : null,
                IsOwn: false,
                new MentionFacts(CanDetect: true, mentioned, message.MentionsAnyone, message.RepliesToBot),
                ChatCommands.IsControl(message.Text)),
            own);
        return new AdmissionVerdict
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
    }

    private static AdmissionVerdict Refused(string reason) =>
        new() { Outcome = GrainInterfaces.Policy.AdmissionOutcome.Drop, Reason = reason };

    private static UpdateKind KindOf(InboundMessage message) => message.Kind switch
    {
        InboundKind.Message => UpdateKind.Message,
        InboundKind.Edit => UpdateKind.Edit,
        InboundKind.Reaction => UpdateKind.Reaction,
        InboundKind.Button => UpdateKind.Interaction,
        _ => UpdateKind.Membership,
    };
}
