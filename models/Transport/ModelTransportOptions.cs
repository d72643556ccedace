namespace Moltbot.Models.Transport;

/// <summary>Limits of every model call. The numbers are arbitrary but generous: they stop a broken peer, not a slow model.</summary>
public sealed record ModelTransportOptions
{
    /// <summary>From sending the request to the response's headers. Reasoning models are silent for long.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Between two reads of a stream.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>TCP and TLS.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Connections live this long, so that a changed DNS record is noticed.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>One line of a stream, bytes. The responses API repeats the whole answer in its last one.</summary>
    public int MaxLineBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>One whole stream, bytes.</summary>
    public long MaxStreamBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>What is read of an error's body, bytes.</summary>
    public int MaxErrorBytes { get; init; } = 64 * 1024;

    /// <summary>How often a call is repeated on the same provider before the answer has begun.</summary>
    public int MaxRetries { get; init; } = 2;

    /// <summary>The first wait; doubles, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A provider that asks for a longer wait is not waited for: somebody else is asked.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures within <see cref="BreakerWindow"/> that open the circuit when at least half of the calls fail.</summary>
    public int BreakerThreshold { get; init; } = 6;

    /// <summary>Over which failures are counted.</summary>
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an open circuit refuses calls.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(20);
}
