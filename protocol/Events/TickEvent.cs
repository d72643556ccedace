namespace Moltbot.Protocol.Events;

/// <summary>The gateway lives.</summary>
public sealed record TickEvent
{
    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }
}
