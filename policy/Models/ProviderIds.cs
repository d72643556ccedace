namespace Moltbot.Policy.Models;

/// <summary>Ids of model providers.</summary>
public static class ProviderIds
{
    /// <summary>Lower case without outer white space, other spellings resolved.</summary>
    public static string Normalize(string? provider) => (provider ?? "").Trim().ToLowerInvariant() switch
    {
        "z.ai" or "z-ai" => "zai",
        "opencode-zen" => "opencode",
        "qwen" => "qwen-portal",
        "kimi-code" => "kimi-coding",
        var id => id,
    };
}
