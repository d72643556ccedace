using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Sandboxes;

/// <summary>The configuration's texts for <see cref="SandboxMode"/>, and what follows from one.</summary>
public static class SandboxModes
{
    /// <summary>Reads a mode; absent means <see cref="SandboxMode.Off"/>.</summary>
    /// <exception cref="FormatException">The text is none of the three.</exception>
    public static SandboxMode Parse(string? text) => text switch
    {
        null or "off" => SandboxMode.Off,
        "non-main" => SandboxMode.NonMain,
        "all" => SandboxMode.All,
        _ => throw new FormatException($"unknown sandbox mode \"{text}\" (use off, non-main or all)"),
    };

    /// <summary>Whether a session is sandboxed. One that is not named is nobody's main session.</summary>
    /// <param name="mode">The mode of its agent.</param>
    /// <param name="sessionKey">The session, as stored or as asked for.</param>
    /// <param name="mainKey">The stored key of the agent's main session.</param>
    public static bool IsSandboxed(SandboxMode mode, string? sessionKey, string mainKey) => mode switch
    {
        SandboxMode.Off => false,
        SandboxMode.NonMain => string.IsNullOrWhiteSpace(sessionKey) || !IsMain(sessionKey, mainKey),
        _ => true,
    };

    private static bool IsMain(string sessionKey, string mainKey)
    {
        var key = sessionKey.Trim().ToLowerInvariant();
        return key == mainKey || key == SessionKeys.ToRequested(mainKey);
    }
}
