using Moltbot.Policy.Configuration;
using Moltbot.Policy.Replies;

namespace Moltbot.Policy.Heartbeats;

/// <summary>The heartbeats of an agent as configured: its own section over <c>agents.defaults.heartbeat</c>, key by key.</summary>
public sealed record HeartbeatPlan
{
    /// <summary>The answer goes to the chat that the session was last written to from.</summary>
    public const string LastTarget = "last";

    /// <summary>The answer goes to no chat.</summary>
    public const string NoTarget = "none";

    /// <summary>Less between two counts as this: an agent that is asked more often answers nobody else.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>The time between two, at least <see cref="Least"/>.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>What is asked.</summary>
    public required string Prompt { get; init; }

    /// <summary>When there are some; null for always.</summary>
    public ActiveHours? Hours { get; init; }

    /// <summary>The model to ask, as configured; null for the session's.</summary>
    public string? Model { get; init; }

    /// <summary>The session that is asked, as configured; null for the main one.</summary>
    public string? Session { get; init; }

    /// <summary><see cref="LastTarget"/>, <see cref="NoTarget"/> or a channel.</summary>
    public required string Target { get; init; }

    /// <summary>The chat, as configured; null for the last one.</summary>
    public string? To { get; init; }

    /// <summary>Beside <c>HEARTBEAT_OK</c>, this many characters are still no message.</summary>
    public required double AckMaxChars { get; init; }

    /// <summary>An agent's; null where it has none: no model is asked unless the configuration has a section that says so.</summary>
    public static HeartbeatPlan? Of(ConfigDocument document, string agentId)
    {
        var defaults = document.Section("agents", "defaults", "heartbeat");
        var own = document.Agents.Find(agentId)?.Section.Section("heartbeat") ?? default;
        if ((!own.Exists && !defaults.Exists) || !HeartbeatSettings.IsEnabledFor(document.Agents, agentId)
            || HeartbeatSettings.Every(defaults, own) is not { } every)
        {
            return null;
        }

        string? Text(string key) => own.Text(key) ?? defaults.Text(key);
        return new HeartbeatPlan
        {
            AgentId = ConfigIds.Agent(agentId),
            Every = every < Least ? Least : every,
            Prompt = HeartbeatSettings.Prompt(defaults, own),
            Hours = ActiveHours.Read(own.Section("activeHours") is { Exists: true } hours ? hours : defaults.Section("activeHours")),
            Model = Text("model"),
            Session = Text("session"),
            Target = Text("target") ?? LastTarget,
            To = Text("to"),
            AckMaxChars = own.Number("ackMaxChars") ?? defaults.Number("ackMaxChars") ?? HeartbeatReply.DefaultMaxAckChars,
        };
    }

    /// <summary>Those of all agents that have some.</summary>
    public static IEnumerable<HeartbeatPlan> All(ConfigDocument document) =>
        document.Agents.Ids.Select(id => Of(document, id)).OfType<HeartbeatPlan>();
}
