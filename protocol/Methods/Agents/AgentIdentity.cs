namespace Moltbot.Protocol.Methods.Agents;

/// <summary>How an agent appears.</summary>
public sealed record AgentIdentity
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Theme.</summary>
    public string? Theme { get; init; }

    /// <summary>Emoji.</summary>
    public string? Emoji { get; init; }

    /// <summary>Avatar text or path.</summary>
    public string? Avatar { get; init; }

    /// <summary>Where its picture is.</summary>
    public string? AvatarUrl { get; init; }
}
