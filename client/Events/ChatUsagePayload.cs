namespace Moltbot.Gateway.Events;

/// <summary>The tokens in a <c>chat</c> event.</summary>
internal sealed record ChatUsagePayload
{
    public required long Input { get; init; }

    public required long Output { get; init; }

    public required long CacheRead { get; init; }

    public required long CacheWrite { get; init; }

    public required long TotalTokens { get; init; }
}
