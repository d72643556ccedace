namespace Moltbot.Policy.Configuration.Reload;

/// <summary>Which part of a running system a key concerns. The first rule that covers a key decides; no rule means restart.</summary>
public static class ReloadRules
{
    /// <summary>Channels with their own restart; another channel's keys restart the gateway.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["telegram", "discord", "slack", "signal", "imessage"];

    /// <summary>In order.</summary>
    public static IReadOnlyList<ReloadRule> All { get; } =
    [
        new("gateway.remote", ReloadEffect.None),
        new("gateway.reload", ReloadEffect.None),
        new("hooks.gmail", ReloadEffect.RestartMailWatcher),
        new("hooks", ReloadEffect.ReloadHooks),
        new("agents.defaults.heartbeat", ReloadEffect.RestartHeartbeat),
        new("agent.heartbeat", ReloadEffect.RestartHeartbeat),
        new("cron", ReloadEffect.RestartCron),
        new("browser", ReloadEffect.RestartBrowserControl),
        .. Channels.Select(static id => new ReloadRule($"channels.{id}", ReloadEffect.RestartChannel, id)),
        new("web", ReloadEffect.RestartChannel, "whatsapp"),
        new("channels.whatsapp", ReloadEffect.None),
        .. ReadAtUse("identity", "wizard", "logging", "models", "agents", "tools", "bindings", "audio", "agent", "routing",
            "messages", "session", "talk", "skills", "mcp"),
        new("plugins", ReloadEffect.RestartGateway),
        .. ReadAtUse("ui"),
        new("gateway", ReloadEffect.RestartGateway),
        new("discovery", ReloadEffect.RestartGateway),
        new("canvasHost", ReloadEffect.RestartGateway),
    ];

    public static ReloadRule? For(string path) => All.FirstOrDefault(rule => rule.Covers(path));

    private static IEnumerable<ReloadRule> ReadAtUse(params string[] prefixes) =>
        prefixes.Select(static prefix => new ReloadRule(prefix, ReloadEffect.None));
}
