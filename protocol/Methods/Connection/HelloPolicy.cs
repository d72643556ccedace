namespace Moltbot.Protocol.Methods.Connection;

/// <summary>Limits of the gateway.</summary>
public sealed record HelloPolicy
{
    /// <summary>Largest incoming frame in bytes.</summary>
    public required long MaxPayload { get; init; }

    /// <summary>Unsent bytes above which a client is slow.</summary>
    public required long MaxBufferedBytes { get; init; }

    /// <summary>Milliseconds between ticks.</summary>
    public required long TickIntervalMs { get; init; }
}
