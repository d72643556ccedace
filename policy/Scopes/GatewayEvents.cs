namespace Moltbot.Policy.Scopes;

/// <summary>Names of the events a gateway sends, in the order <c>features.events</c> lists them (protocol.md §6).</summary>
public static class GatewayEvents
{
    public const string ConnectChallenge = "connect.challenge";
    public const string Agent = "agent";
    public const string Chat = "chat";
    public const string Presence = "presence";
    public const string Tick = "tick";
    public const string TalkMode = "talk.mode";
    public const string Shutdown = "shutdown";
    public const string Health = "health";
    public const string Heartbeat = "heartbeat";
    public const string Cron = "cron";
    public const string NodePairRequested = "node.pair.requested";
    public const string NodePairResolved = "node.pair.resolved";
    public const string NodeInvokeRequest = "node.invoke.request";
    public const string DevicePairRequested = "device.pair.requested";
    public const string DevicePairResolved = "device.pair.resolved";
    public const string VoicewakeChanged = "voicewake.changed";
    public const string ExecApprovalRequested = "exec.approval.requested";
    public const string ExecApprovalResolved = "exec.approval.resolved";

    /// <summary>The 18 events of <c>features.events</c>.</summary>
    public static IReadOnlyList<string> Advertised { get; } =
    [
        ConnectChallenge, Agent, Chat, Presence, Tick, TalkMode, Shutdown, Health, Heartbeat, Cron, NodePairRequested,
        NodePairResolved, NodeInvokeRequest, DevicePairRequested, DevicePairResolved, VoicewakeChanged,
        ExecApprovalRequested, ExecApprovalResolved,
    ];
}
