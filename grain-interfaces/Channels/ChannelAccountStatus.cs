namespace Moltbot.GrainInterfaces.Channels;

/// <summary>How an account stands, protocol §5.7 AccountSnapshot.</summary>
[GenerateSerializer, Alias("moltbot.ChannelAccountStatus"), Immutable]
public sealed record ChannelAccountStatus
{
    /// <summary>The connection as last reported.</summary>
    [Id(0)] public ConnectionReport? Connection { get; init; }

    /// <summary>The gateway that runs it; null for none.</summary>
    [Id(1)] public string? Holder { get; init; }

    /// <summary>When it was last connected, epoch milliseconds.</summary>
    [Id(2)] public long? LastConnectedAt { get; init; }

    /// <summary>When the connector began, epoch milliseconds.</summary>
    [Id(3)] public long? LastStartAt { get; init; }

    /// <summary>When it ended, epoch milliseconds.</summary>
    [Id(4)] public long? LastStopAt { get; init; }

    /// <summary>When something last came in, epoch milliseconds.</summary>
    [Id(5)] public long? LastInboundAt { get; init; }

    /// <summary>When something last went out, epoch milliseconds.</summary>
    [Id(6)] public long? LastOutboundAt { get; init; }

    /// <summary>How many messages wait.</summary>
    [Id(7)] public long Queued { get; init; }

    /// <summary>How many have an unknown outcome.</summary>
    [Id(8)] public long Unknown { get; init; }

    /// <summary>How many the platform refused.</summary>
    [Id(9)] public long Failed { get; init; }

    /// <summary>Whether it is logged out.</summary>
    [Id(10)] public bool LoggedOut { get; init; }

    /// <summary>When the oldest of those with an unknown outcome became so, epoch milliseconds; null for none.</summary>
    [Id(11)] public long? OldestUnknownAt { get; init; }
}
