using System.Globalization;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Sandboxes;
using Moltbot.Policy.Tools.Rules;

namespace Moltbot.Policy.Tools.Explanations;

/// <summary>Whether a session is sandboxed, in what, and which key of the configuration says so.</summary>
/// <param name="IsSandboxed">Whether it is.</param>
/// <param name="Reason">Why, or why not.</param>
/// <param name="SandboxKey">Names its sandbox; null for none.</param>
/// <param name="Settings">What counts, key by key.</param>
/// <param name="Sees">The folders that its programs find.</param>
/// <param name="Allow">The tools that sandboxed sessions may use.</param>
/// <param name="Deny">Those that they may not.</param>
public sealed record SandboxExplanation(
    bool IsSandboxed,
    string Reason,
    string? SandboxKey,
    IReadOnlyList<SandboxSetting> Settings,
    IReadOnlyList<SandboxSight> Sees,
    IReadOnlyList<string> Allow,
    IReadOnlyList<string> Deny)
{
    /// <summary>Says it of a session.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="policy">The policy of the session's agent by it.</param>
    /// <param name="sessionKey">The session, as stored.</param>
    public static SandboxExplanation Of(ConfigDocument document, AgentToolPolicy policy, string sessionKey)
    {
        var agent = document.Agents.Find(policy.AgentId);
        var settings = policy.Sandbox;
        var isSandboxed = policy.IsSandboxed(sessionKey);
        var places = new Places(agent, document.Agents.Defaults.Section.Section("sandbox"), settings.Scope == SandboxScope.Shared);
        var lists = SandboxToolLists.Resolve(document.Tools.Sandbox, agent?.Tools?.Sandbox);
        return new SandboxExplanation(
            isSandboxed,
            policy.SandboxMode switch
            {
                SandboxMode.Off => "no session of the agent is: the mode is off",
                SandboxMode.All => "every session of the agent is: the mode is all",
                _ => isSandboxed ? "it is not the agent's main session, and the mode is non-main" : "it is the agent's main session, which mode non-main leaves out",
            },
            isSandboxed ? settings.KeyOf(policy.AgentId, sessionKey) : null,
            [
                new("mode", policy.SandboxMode switch { SandboxMode.Off => "off", SandboxMode.All => "all", _ => "non-main" }, places.Of("mode")),
                new("scope", settings.Scope.ToString().ToLowerInvariant(), places.Of("scope", "perSession")),
                new("workspaceAccess", settings.WorkspaceAccess, places.Of("workspaceAccess")),
                new("docker.network", settings.HasNetwork ? "the runner's, where it gives one" : "none", places.OfShared("docker.network")),
                .. Ceilings(settings.Ceilings, places),
                .. settings.Variables is { } variables ? new[] { new SandboxSetting("docker.env", string.Join(", ", variables.Keys.Order(StringComparer.Ordinal)), places.OfShared("docker.env")) } : [],
                new("prune.idleHours", Time(settings.Pruning.IdleMinutes), places.OfShared("prune.idleHours", "pruneMinutes")),
                new("prune.maxAgeDays", Time(settings.Pruning.MaxAgeMinutes), places.OfShared("prune.maxAgeDays")),
                new("tools.allow", $"{lists.Allow.Count} entries", lists.AllowFrom is { } allow ? $"{allow.Key}.allow" : null),
                new("tools.deny", $"{lists.Deny.Count} entries", lists.DenyFrom is { } deny ? $"{deny.Key}.deny" : null),
            ],
            SandboxSight.Of(isSandboxed, settings.WorkspaceAccess),
            [.. lists.Allow.Select(static entry => entry.Text)],
            [.. lists.Deny.Select(static entry => entry.Text)]);
    }

    private static IEnumerable<SandboxSetting> Ceilings(SandboxCeilings ceilings, Places places)
    {
        (string Name, long? Most, string[] Keys)[] all =
        [
            ("docker.memory (bytes)", ceilings.MemoryBytes, ["docker.memory", "docker.ulimits"]), ("docker.pidsLimit", ceilings.Processes, ["docker.pidsLimit", "docker.ulimits"]),
            ("docker.ulimits.nofile", ceilings.OpenFiles, ["docker.ulimits"]), ("docker.ulimits.fsize", ceilings.FileBytes, ["docker.ulimits"]), ("docker.ulimits.cpu", ceilings.CpuSeconds, ["docker.ulimits"]),
        ];
        foreach (var (name, most, keys) in all)
        {
            if (most is { } value)
            {
                yield return new SandboxSetting(name, string.Create(CultureInfo.InvariantCulture, $"{value}, or less where the runner gives less"), places.OfShared(keys));
            }
        }
    }

    private static string Time(long minutes) => minutes switch
    {
        0 => "never",
        _ when minutes % 1440 == 0 => string.Create(CultureInfo.InvariantCulture, $"{minutes / 1440} d"),
        _ when minutes % 60 == 0 => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{minutes} min"),
    };

    /// <summary>Where a key stands that counts for an agent.</summary>
    /// <param name="agent">The agent; null for one that is not listed.</param>
    /// <param name="all">What is said of all.</param>
    /// <param name="isShared">Whether agents share the sandbox, so that what one says of the sandbox itself does not count.</param>
    private readonly struct Places(AgentConfig? agent, ConfigSection all, bool isShared)
    {
        public string? Of(params ReadOnlySpan<string> names) => In(agent?.Section.Section("sandbox") ?? default, $"agents.list[{agent?.Id}].sandbox", names) ?? In(all, "agents.defaults.sandbox", names);

        public string? OfShared(params ReadOnlySpan<string> names) => isShared ? In(all, "agents.defaults.sandbox", names) : Of(names);

        private static string? In(ConfigSection sandbox, string path, ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                var parts = name.Split('.');
                if ((parts.Length == 1 ? sandbox : sandbox.Section(parts[0])).Has(parts[^1]))
                {
                    return $"{path}.{name}";
                }
            }

            return null;
        }
    }
}
