namespace Moltbot.Protocol.Methods.Config;

/// <summary>A restart that follows.</summary>
public sealed record ConfigRestart
{
    /// <summary>Whether it will happen.</summary>
    public required bool Ok { get; init; }

    /// <summary>Process id.</summary>
    public required long Pid { get; init; }

    /// <summary><c>SIGUSR1</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>Milliseconds until then.</summary>
    public required long DelayMs { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>How.</summary>
    public required string Mode { get; init; }
}
