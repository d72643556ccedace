namespace Moltbot.Protocol.Methods.Status;

/// <summary>What <c>status</c> answers (section 5.1).</summary>
public sealed record StatusSummary
{
    /// <summary>The channel that is linked like a phone, if any.</summary>
    public LinkChannelStatus? LinkChannel { get; init; }

    /// <summary>Heartbeats of all agents.</summary>
    public required StatusHeartbeat Heartbeat { get; init; }

    /// <summary>One line a channel.</summary>
    public required IReadOnlyList<string> ChannelSummary { get; init; }

    /// <summary>System events waiting for the main session.</summary>
    public required IReadOnlyList<string> QueuedSystemEvents { get; init; }

    /// <summary>Sessions of all agents.</summary>
    public required StatusSessions Sessions { get; init; }
}
