using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tools.Mcp;

/// <summary>The servers of tools that the configuration names and has not switched off.</summary>
public static class McpServers
{
    /// <summary>Most servers of a tenant. Arbitrary: models choose badly among the tools of more.</summary>
    public const int Most = 16;

    /// <summary>Milliseconds that a call may take where nothing is said.</summary>
    public const int UsualTimeoutMs = 60_000;

    /// <summary>Shortest and longest time of a call that may be said, milliseconds.</summary>
    public const int LeastTimeoutMs = 1_000, MostTimeoutMs = 600_000;

    /// <summary>Reads them, in the order in which they stand.</summary>
    public static IReadOnlyList<McpServer> Of(ConfigDocument document)
    {
        var servers = document.Section("mcp").Section("servers");
        return !servers.Exists ? [] :
        [
            .. document.Section("mcp").Entries("servers")
                .Where(static entry => McpNames.IsServer(entry.Key))
                .Select(static entry => (Name: entry.Key, Section: new ConfigSection(entry.Value)))
                .Where(static entry => entry.Section.Bool("enabled") != false && (entry.Section.Text("command") is null) != (entry.Section.Text("url") is null))
                .Take(Most)
                .Select(static entry => Read(entry.Name, entry.Section)),
        ];
    }

    private static McpServer Read(string name, ConfigSection section) => new(name)
    {
        Command = section.Text("command"),
        Args = section.Strings("args"),
        Env = section.Texts("env"),
        Url = section.Text("url"),
        Headers = section.Texts("headers"),
        TimeoutMs = Math.Clamp(section.Int("timeoutMs") ?? UsualTimeoutMs, LeastTimeoutMs, MostTimeoutMs),
    };
}
