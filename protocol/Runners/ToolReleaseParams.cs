namespace Moltbot.Protocol.Runners;

/// <summary>The params of the node command <c>tools.release</c>: a conversation is over, and what its calls left running ends.</summary>
public sealed record ToolReleaseParams
{
    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The canonical session key.</summary>
    public required string SessionKey { get; init; }

    /// <summary>The conversation within the session; null for all of them.</summary>
    public string? SessionId { get; init; }
}
