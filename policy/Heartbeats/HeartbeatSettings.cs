using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Heartbeats;

/// <summary>Who has heartbeats, how often, and what is asked then (runtime.md §10).</summary>
public static class HeartbeatSettings
{
    public const string DefaultEvery = "30m";

    public const string DefaultPrompt =
        "Read HEARTBEAT.md if it exists (workspace context). Follow it strictly. Do not infer or repeat old tasks from prior chats. "
        + "If nothing needs attention, reply HEARTBEAT_OK.";

    /// <summary>Milliseconds: the longest that a timer takes (runtime.md §10).</summary>
    private const double MaxEvery = int.MaxValue;

    /// <summary>The time between two, at most 2^31 − 1 milliseconds; null when there are none. A bare number is minutes.</summary>
    /// <param name="defaults"><c>agents.defaults.heartbeat</c>.</param>
    /// <param name="own">The agent's own section.</param>
    /// <param name="overrideEvery">A time that wins over both.</param>
    public static TimeSpan? Every(ConfigSection defaults, ConfigSection own = default, string? overrideEvery = null)
    {
        var text = overrideEvery ?? own.String("every") ?? defaults.String("every") ?? DefaultEvery;
        return DurationText.TryParseMilliseconds(text, "m") is { } milliseconds and > 0 ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, MaxEvery)) : null;
    }

    /// <summary>What is asked.</summary>
    /// <param name="defaults"><c>agents.defaults.heartbeat</c>.</param>
    /// <param name="own">The agent's own section.</param>
    public static string Prompt(ConfigSection defaults, ConfigSection own = default)
    {
        var text = (own.String("prompt") ?? defaults.String("prompt"))?.Trim();
        return string.IsNullOrEmpty(text) ? DefaultPrompt : text;
    }

    /// <summary>Whether an agent has heartbeats: where any has a section of its own, those that have one; else the default agent.</summary>
    public static bool IsEnabledFor(AgentsConfig agents, string? agentId)
    {
        var id = ConfigIds.Agent(agentId ?? agents.DefaultAgentId);
        return agents.List.Any(HasOwn)
            ? agents.List.Any(agent => agent.Id == id && HasOwn(agent))
            : id == agents.DefaultAgentId;
    }

    private static bool HasOwn(AgentConfig agent) => agent.Section.Section("heartbeat").Exists;
}
