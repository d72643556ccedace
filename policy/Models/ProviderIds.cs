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

    /// <summary>Whether a provider is a program on the host; <paramref name="backends"/> are the configured ones.</summary>
    public static bool IsCommandLine(string provider, IEnumerable<string> backends)
    {
        var id = Normalize(provider);
        return id is "claude-cli" or "codex-cli" || backends.Any(backend => Normalize(backend) == id);
    }
}
