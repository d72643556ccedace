using System.Collections.Frozen;

namespace Moltbot.Policy.Tools;

/// <summary>The tools of the core, and the groups of them that lists may name.</summary>
public static class ToolGroups
{
    /// <summary>Names all tools of plugins.</summary>
    public const string Plugins = "group:plugins";

    /// <summary>The tools of the core.</summary>
    public static IReadOnlyList<string> CoreTools { get; } =
    [
        "read", "write", "edit", ToolNames.ApplyPatch, ToolNames.Exec, "process", "browser", "canvas", "nodes", "cron", "message", "tts",
        "gateway", "agents_list", "sessions_list", "sessions_history", "sessions_send", "sessions_spawn", "session_status",
        "web_search", "web_fetch", "image", "memory_search", "memory_get", "whatsapp_login",
    ];

    /// <summary>Group → its tools.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Core { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["group:memory"] = ["memory_search", "memory_get"],
        ["group:web"] = ["web_search", "web_fetch"],
        ["group:fs"] = ["read", "write", "edit", ToolNames.ApplyPatch],
        ["group:runtime"] = [ToolNames.Exec, "process"],
        ["group:sessions"] = ["sessions_list", "sessions_history", "sessions_send", "sessions_spawn", "session_status"],
        ["group:ui"] = ["browser", "canvas"],
        ["group:automation"] = ["cron", "gateway"],
        ["group:messaging"] = ["message"],
        ["group:nodes"] = ["nodes"],
        ["group:openclaw"] =
        [
            "browser", "canvas", "nodes", "cron", "message", "gateway", "agents_list", "sessions_list", "sessions_history",
            "sessions_send", "sessions_spawn", "session_status", "memory_search", "memory_get", "web_search", "web_fetch", "image",
        ],
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
