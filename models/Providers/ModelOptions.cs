namespace Moltbot.Models.Providers;

/// <summary>One model a provider is configured to offer.</summary>
public sealed record ModelOptions
{
    /// <summary>The provider's own id of the model; may contain slashes.</summary>
    public required string Id { get; init; }

    /// <summary>What people see; the id when null.</summary>
    public string? Name { get; init; }

    /// <summary>Tokens of prompt and answer together; null = unknown (runs then assume 200 000).</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Most tokens an answer may have; null = the provider's default.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Whether the model can be asked to reason before it answers.</summary>
    public bool Reasoning { get; init; }

    /// <summary>What it reads: <c>text</c>, <c>image</c>.</summary>
    public IReadOnlyList<string> Input { get; init; } = ["text"];

    /// <summary>Prices; null = unknown, such usage is counted as missing a cost.</summary>
    public ModelCost? Cost { get; init; }
}
