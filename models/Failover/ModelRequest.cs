using Microsoft.Extensions.AI;

namespace Moltbot.Models.Failover;

/// <summary>One question to the models, with whom to ask in which order.</summary>
public sealed record ModelRequest
{
    /// <summary>Whose call it is; cooldowns, circuit breakers and clients are the tenant's own.</summary>
    public required string Tenant { get; init; }

    /// <summary>The model chosen for the session, then its fallbacks.</summary>
    public required IReadOnlyList<ModelTarget> Targets { get; init; }

    /// <summary>The conversation.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>
    /// Whether pictures go also to models that are not said to take them (<c>input</c> of a configured model). Otherwise such a model is told in their place that there were some.
    /// </summary>
    public bool InsistsOnPictures { get; init; }

    /// <summary>Tools, limits, reasoning; <see cref="ChatOptions.ModelId"/> is set per attempt.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>The profile the session sticks to; tried first unless it cools down.</summary>
    public string? PreferredProfile { get; init; }
}
