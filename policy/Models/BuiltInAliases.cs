namespace Moltbot.Policy.Models;

/// <summary>Short names of models that hold without being configured.</summary>
public static class BuiltInAliases
{
    /// <summary>Alias → model reference.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["opus"] = "anthropic/claude-opus-4-5",
        ["sonnet"] = "anthropic/claude-sonnet-4-5",
        ["gpt"] = "openai/gpt-5.2",
        ["gpt-mini"] = "openai/gpt-5-mini",
        ["gemini"] = "google/gemini-3-pro-preview",
        ["gemini-flash"] = "google/gemini-3-flash-preview",
    };
}
