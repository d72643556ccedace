using Moltbot.Gateway.Methods.Devices;
using Moltbot.Gateway.Methods.Nodes;
using Moltbot.Gateway.Methods.Status;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Policy.Redaction;
using Moltbot.Protocol.Events;

namespace Moltbot.Gateway.Events;

/// <summary>Writes a tenant's events as clients read them, once for each event and gateway.</summary>
internal static class EventEncoder
{
    /// <summary>The event for clients; null for those that are for gateways only.</summary>
    /// <param name="tenantEvent">The event.</param>
    /// <param name="gatewayId">This gateway: what is addressed to another one is not ours to send.</param>
    /// <param name="rules">What is taken out of the arguments and answers of tools.</param>
    public static GatewayEvent? Encode(TenantEvent tenantEvent, string gatewayId, RedactionRules rules) => tenantEvent switch
    {
        GrainInterfaces.Events.ChatEvent chat => Of(chat),
        GrainInterfaces.Events.AgentEvent agent => Of(agent, rules),
        NodeInvokeRequestedEvent invoke => invoke.GatewayId == gatewayId ? Of(invoke) : null,
        DevicePairRequestedEvent pair => Droppable(EncodedEvent.Create(
            EventNames.DevicePairRequested, DevicePayloads.Of(pair.Request), EventsJson.Default.DevicePairRequest)),
        DevicePairResolvedEvent pair => Droppable(EncodedEvent.Create(
            EventNames.DevicePairResolved,
            new DevicePairResolved { RequestId = pair.RequestId, DeviceId = pair.DeviceId, Decision = pair.Decision, Ts = pair.Timestamp },
            EventsJson.Default.DevicePairResolved)),
        NodePairRequestedEvent pair => Droppable(EncodedEvent.Create(
            EventNames.NodePairRequested, NodePayloads.Of(pair.Request), EventsJson.Default.NodePairRequest)),
        NodePairResolvedEvent pair => Droppable(EncodedEvent.Create(
            EventNames.NodePairResolved,
            new NodePairResolved { RequestId = pair.RequestId, NodeId = pair.NodeId, Decision = pair.Decision, Ts = pair.Timestamp },
            EventsJson.Default.NodePairResolved)),
        ExecApprovalRequestedEvent asked => Of(asked.Approval),
        ExecApprovalResolvedEvent { Decision: { } decision } ended => Droppable(EncodedEvent.Create(
            EventNames.ExecApprovalResolved,
            new ExecApprovalResolved { Id = ended.Id, Decision = decision, ResolvedBy = ended.ResolvedBy, Ts = ended.Timestamp },
            EventsJson.Default.ExecApprovalResolved)),
        ExecApprovalUnseenEvent unseen => Droppable(EncodedEvent.Create(
            EventNames.ApprovalUnseen, new ApprovalUnseen { Id = unseen.Id, Ts = unseen.Timestamp }, EventsJson.Default.ApprovalUnseen)),
        GrainInterfaces.Events.HeartbeatEvent heartbeat => Droppable(EncodedEvent.Create(
            EventNames.Heartbeat, HeartbeatPayloads.Of(heartbeat.Report), EventsJson.Default.HeartbeatEvent)),
        CronJobEvent cron => Droppable(EncodedEvent.Create(
            EventNames.Cron,
            new CronEvent
            {
                JobId = cron.JobId,
                Action = cron.Action,
                RunAtMs = cron.RunAt,
                DurationMs = cron.DurationMs,
                Status = cron.Status,
                Error = cron.Error,
                Summary = cron.Summary,
                NextRunAtMs = cron.NextDue,
            },
            EventsJson.Default.CronEvent)),
        _ => null,
    };

    /// <summary>A request that waits.</summary>
    public static GatewayEvent Of(ApprovalView view) => Droppable(EncodedEvent.Create(
        EventNames.ExecApprovalRequested,
        new ExecApprovalRequested
        {
            Id = view.Id,
            Request = new ExecApprovalRequest
            {
                Command = view.Command,
                Cwd = view.Cwd,
                Host = view.Host,
                Security = view.Security,
                Ask = view.Ask,
                AgentId = view.AgentId,
                ResolvedPath = view.ResolvedPath,
                SessionKey = view.SessionKey,
            },
            CreatedAtMs = view.CreatedAt,
            ExpiresAtMs = view.ExpiresAt,
        },
        EventsJson.Default.ExecApprovalRequested));

    private static GatewayEvent Droppable(EncodedEvent encoded) => new(encoded, IsDroppable: true);

    private static GatewayEvent Of(GrainInterfaces.Events.ChatEvent chat) =>
        new(EncodedEvent.Create(EventNames.Chat, ChatPayloads.Of(chat), EventsJson.Default.ChatEvent), chat.State == ChatState.Delta)
        {
            CanonicalKey = chat.CanonicalKey,
            SessionKey = chat.SessionKey,
            RunId = chat.RunId,
        };

    private static GatewayEvent Of(GrainInterfaces.Events.AgentEvent agent, RedactionRules rules) =>
        new(EncodedEvent.Create(EventNames.Agent, AgentPayloads.Of(agent, rules), EventsJson.Default.AgentEvent), IsDroppable: false)
        {
            CanonicalKey = agent.CanonicalKey,
            SessionKey = agent.SessionKey,
            RunId = agent.RunId,
        };

    private static GatewayEvent Of(NodeInvokeRequestedEvent invoke) => new(
        EncodedEvent.Create(
            EventNames.NodeInvokeRequest,
            new NodeInvokeRequest
            {
                Id = invoke.InvokeId,
                NodeId = invoke.NodeId,
                Command = invoke.Command,
                ParamsJson = invoke.ParamsJson,
                TimeoutMs = invoke.TimeoutMs,
                IdempotencyKey = invoke.IdempotencyKey,
            },
            EventsJson.Default.NodeInvokeRequest),
        IsDroppable: false)
    {
        ConnectionId = invoke.ConnectionId,
    };
}
