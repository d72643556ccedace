namespace Moltbot.Policy.Configuration.Views;

/// <summary>One model of a provider.</summary>
public sealed record ModelConfig
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The API for this model when it differs from the provider's.</summary>
    public string? Api { get; init; }

    /// <summary>Whether it thinks before it answers.</summary>
    public bool Reasoning { get; init; }

    /// <summary><c>text</c>, <c>image</c>.</summary>
    public IReadOnlyList<string> Input { get; init; } = ["text"];

    public ModelCostConfig Cost { get; init; } = new(0, 0, 0, 0);

    /// <summary>In tokens.</summary>
    public int ContextWindow { get; init; } = 200_000;

    /// <summary>Most tokens of one answer.</summary>
    public int MaxTokens { get; init; } = 8192;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Known deviations of the endpoint (<c>supportsStore</c>, <c>maxTokensField</c>, …).</summary>
    public ConfigSection Compat { get; init; }

    internal static ModelConfig From(ConfigSection section) => new()
    {
        Id = section.String("id") ?? "",
        Name = section.Text("name") ?? section.String("id") ?? "",
        Api = section.String("api"),
        Reasoning = section.Bool("reasoning") ?? false,
        Input = section.StringsOrNull("input") ?? ["text"],
        Cost = ModelCostConfig.From(section.Section("cost")),
        ContextWindow = section.Int("contextWindow") ?? 200_000,
        MaxTokens = section.Int("maxTokens") ?? 8192,
        Headers = section.Texts("headers"),
        Compat = section.Section("compat"),
    };
}
