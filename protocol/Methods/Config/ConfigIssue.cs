namespace Moltbot.Protocol.Methods.Config;

/// <summary>A problem at a place in the configuration.</summary>
public sealed record ConfigIssue
{
    /// <summary>Dotted path.</summary>
    public required string Path { get; init; }

    /// <summary>What is wrong and what is allowed.</summary>
    public required string Message { get; init; }
}
