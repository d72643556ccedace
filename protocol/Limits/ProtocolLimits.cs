namespace Moltbot.Protocol.Limits;

/// <summary>The numbers of protocol 3. Where no section is named, the number is ours.</summary>
public static class ProtocolLimits
{
    /// <summary>The protocol version spoken, and the only one (section 2.2).</summary>
    public const int Version = 3;

    /// <summary>Largest incoming frame in bytes; above it the socket closes with 1009 (section 1).</summary>
    public const int MaxPayloadBytes = 524_288;

    /// <summary>Bytes waiting to be sent above which a client counts as slow (section 3).</summary>
    public const int MaxBufferedBytes = 1_572_864;

    /// <summary>Milliseconds between ticks (section 3); clients give up after two without one.</summary>
    public const int TickIntervalMs = 30_000;

    /// <summary>How long a client may take to connect before the socket closes with 1000 (section 1.3).</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Presence entries kept at most (section 2.6).</summary>
    public const int MaxPresenceEntries = 200;

    /// <summary>How often health is computed again (section 3).</summary>
    public static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(60);

    /// <summary>Largest <c>messages</c> of a <c>chat.history</c> answer in bytes (section 1 and 5.3).</summary>
    public const int MaxHistoryBytes = 6 * 1024 * 1024;

    /// <summary>Longest close reason in bytes (section 1.3; RFC 6455 would allow 123).</summary>
    public const int MaxCloseReasonBytes = 120;

    /// <summary>Longest request id in bytes as written. Arbitrary, far above what clients send; the id is kept as long as the request is open.</summary>
    public const int MaxRequestIdBytes = 1024;

    /// <summary>Longest method name in characters. Arbitrary; the longest known one has 23.</summary>
    public const int MaxMethodChars = 128;

    /// <summary>Deepest nesting of a frame. The depth at which .NET's JSON readers stop by default.</summary>
    public const int MaxDepth = 64;
}
