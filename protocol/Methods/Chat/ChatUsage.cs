namespace Moltbot.Protocol.Methods.Chat;

/// <summary>Tokens of a message.</summary>
public sealed record ChatUsage
{
    /// <summary>In.</summary>
    public required long Input { get; init; }

    /// <summary>Out.</summary>
    public required long Output { get; init; }

    /// <summary>Read from a cache.</summary>
    public long? CacheRead { get; init; }

    /// <summary>Written to a cache.</summary>
    public long? CacheWrite { get; init; }

    /// <summary>All.</summary>
    public required long TotalTokens { get; init; }
}
