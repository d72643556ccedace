namespace Moltbot.Policy.Models;

/// <summary>Ids of models as people write them.</summary>
internal static class ModelIds
{
    /// <summary>The provider's own id for a common spelling; other ids stay as they are.</summary>
    public static string Normalize(string provider, string model) => provider switch
    {
        "anthropic" => model.ToLowerInvariant() switch
        {
            "opus-4.5" => "claude-opus-4-5",
            "sonnet-4.5" => "claude-sonnet-4-5",
            _ => model,
        },
        "google" => model switch
        {
            "gemini-3-pro" => "gemini-3-pro-preview",
            "gemini-3-flash" => "gemini-3-flash-preview",
            _ => model,
        },
        _ => model,
    };
}
