namespace Moltbot.Protocol.Events;

/// <summary>Names of the 18 events of protocol 3 (section 6).</summary>
public static class EventNames
{
    /// <summary><c>connect.challenge</c>.</summary>
    public const string ConnectChallenge = "connect.challenge";

    /// <summary><c>agent</c>.</summary>
    public const string Agent = "agent";

    /// <summary><c>chat</c>.</summary>
    public const string Chat = "chat";

    /// <summary><c>presence</c>.</summary>
    public const string Presence = "presence";

    /// <summary><c>tick</c>.</summary>
    public const string Tick = "tick";

    /// <summary><c>talk.mode</c>.</summary>
    public const string TalkMode = "talk.mode";

    /// <summary><c>shutdown</c>.</summary>
    public const string Shutdown = "shutdown";

    /// <summary><c>health</c>.</summary>
    public const string Health = "health";

    /// <summary><c>heartbeat</c>.</summary>
    public const string Heartbeat = "heartbeat";

    /// <summary><c>cron</c>.</summary>
    public const string Cron = "cron";

    /// <summary><c>node.pair.requested</c>.</summary>
    public const string NodePairRequested = "node.pair.requested";

    /// <summary><c>node.pair.resolved</c>.</summary>
    public const string NodePairResolved = "node.pair.resolved";

    /// <summary><c>node.invoke.request</c>.</summary>
    public const string NodeInvokeRequest = "node.invoke.request";

    /// <summary><c>device.pair.requested</c>.</summary>
    public const string DevicePairRequested = "device.pair.requested";

    /// <summary><c>device.pair.resolved</c>.</summary>
    public const string DevicePairResolved = "device.pair.resolved";

    /// <summary><c>voicewake.changed</c>.</summary>
    public const string VoicewakeChanged = "voicewake.changed";

    /// <summary><c>exec.approval.requested</c>.</summary>
    public const string ExecApprovalRequested = "exec.approval.requested";

    /// <summary><c>exec.approval.resolved</c>.</summary>
    public const string ExecApprovalResolved = "exec.approval.resolved";

    /// <summary><c>moltbot.approval.unseen</c>: ours, to those who may read; not advertised.</summary>
    public const string ApprovalUnseen = "moltbot.approval.unseen";

    /// <summary>The original's, in the order <c>hello-ok</c> advertises.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ConnectChallenge,
        Agent,
        Chat,
        Presence,
        Tick,
        TalkMode,
        Shutdown,
        Health,
        Heartbeat,
        Cron,
        NodePairRequested,
        NodePairResolved,
        NodeInvokeRequest,
        DevicePairRequested,
        DevicePairResolved,
        VoicewakeChanged,
        ExecApprovalRequested,
        ExecApprovalResolved,
    ];
}
