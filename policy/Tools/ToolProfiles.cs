namespace Moltbot.Policy.Tools;

/// <summary>The profiles that <c>tools.profile</c> may name.</summary>
public static class ToolProfiles
{
    /// <summary>The profile that restricts nothing.</summary>
    public const string Full = "full";

    /// <summary>What a profile allows, groups included; null for <see cref="Full"/>, for none and for one that does not exist.</summary>
    public static IReadOnlyList<string>? AllowOf(string? profile) => profile switch
    {
        "minimal" => ["session_status"],
        "coding" => ["group:fs", "group:runtime", "group:sessions", "group:memory", "image"],
        "messaging" => ["group:messaging", "sessions_list", "sessions_history", "sessions_send", "session_status"],
        _ => null,
    };

    /// <summary>Whether a profile restricts nothing, by name or because none is set.</summary>
    public static bool IsUnrestricted(string? profile) => string.IsNullOrEmpty(profile) || profile == Full;
}
