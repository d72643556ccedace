using Moltbot.Policy.Configuration;
using Moltbot.Policy.Replies;
using Moltbot.Policy.Values;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Status;

/// <summary>What the configuration says of an agent's heartbeat: its own settings over the defaults.</summary>
internal static class AgentHeartbeats
{
    private const string DefaultEvery = "30m";

    private const string DefaultPrompt =
        "Read HEARTBEAT.md if it exists (workspace context). Follow it strictly. Do not infer or repeat old tasks from prior chats. "
        + "If nothing needs attention, reply HEARTBEAT_OK.";

    public static HeartbeatHealth Of(ConfigDocument document, string agentId)
    {
        ConfigSection defaults = document.Section("agents", "defaults", "heartbeat");
        ConfigSection own = document.Agents.Find(agentId)?.Section.Section("heartbeat") ?? default;
        string? Text(string key) => own.Text(key) ?? defaults.Text(key);

        // Where any agent has a heartbeat of its own, only those that have one beat; else the default agent does.
        bool anyOwn = document.Agents.List.Any(static agent => agent.Section.Section("heartbeat").Exists);
        bool enabled = anyOwn ? own.Exists : agentId == document.Agents.DefaultAgentId;
        string every = Text("every") ?? DefaultEvery;
        double? milliseconds = DurationText.TryParseMilliseconds(every, "m");
        return new HeartbeatHealth
        {
            Enabled = enabled,
            Every = enabled ? every : "disabled",
            EveryMs = enabled && milliseconds is > 0 ? (long)milliseconds : null,
            Prompt = Text("prompt") ?? DefaultPrompt,
            Target = Text("target") ?? "last",
            Model = Text("model"),
            AckMaxChars = own.Long("ackMaxChars") ?? defaults.Long("ackMaxChars") ?? HeartbeatReply.DefaultMaxAckChars,
        };
    }
}
