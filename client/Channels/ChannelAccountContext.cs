using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels;

/// <summary>What a connector has of the house.</summary>
public sealed record ChannelAccountContext
{
    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Where the platform's stream stood when the lease was given; null at the start.</summary>
    public string? Cursor { get; init; }

    /// <summary>Stores an update. Only after it returned may the platform be told that the update arrived; when it throws, the update is not stored.</summary>
    public required Func<InboundMessage, CancellationToken, Task<ReceiveResult>> Receive { get; init; }

    /// <summary>Asks how much may be fetched of a message's pictures; null for nothing.</summary>
    public required Func<InboundMessage, Task<PictureAllowance?>> PicturesOf { get; init; }

    /// <summary>Tells how the connection stands; never throws.</summary>
    public required Func<ConnectionReport, Task> Report { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>For the connector's own loggers.</summary>
    public required ILoggerFactory Loggers { get; init; }
}
