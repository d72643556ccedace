namespace Moltbot.Protocol.Methods.Connection;

/// <summary>Where a user interface starts.</summary>
public sealed record HelloSessionDefaults
{
    /// <summary>Agent used when none is named.</summary>
    public required string DefaultAgentId { get; init; }

    /// <summary>Name of the main session.</summary>
    public required string MainKey { get; init; }

    /// <summary>Full key of the default agent's main session.</summary>
    public required string MainSessionKey { get; init; }

    /// <summary><c>per-sender</c> or <c>global</c>.</summary>
    public string? Scope { get; init; }
}
