namespace Moltbot.Protocol.Methods.Models;

/// <summary>A model that can be chosen.</summary>
public sealed record ModelChoice
{
    /// <summary>Its id at the provider.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its provider.</summary>
    public required string Provider { get; init; }

    /// <summary>Context window in tokens, at least 1.</summary>
    public long? ContextWindow { get; init; }

    /// <summary>Whether it reasons.</summary>
    public bool? Reasoning { get; init; }

    /// <summary>Kinds of input: <c>text</c>, <c>image</c>.</summary>
    public IReadOnlyList<string>? Input { get; init; }
}
