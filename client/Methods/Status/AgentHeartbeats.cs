using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;
using Moltbot.Policy.Replies;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Status;

/// <summary>
/// An agent's heartbeat settings, its own over the defaults. As clients of the original expect them: where the configuration says nothing of
/// heartbeats they are the original's defaults, though none run then.
/// </summary>
internal static class AgentHeartbeats
{
    public static HeartbeatHealth Of(ConfigDocument document, string agentId)
    {
        ConfigSection defaults = document.Section("agents", "defaults", "heartbeat");
        ConfigSection own = document.Agents.Find(agentId)?.Section.Section("heartbeat") ?? default;
        string? Text(string key) => own.Text(key) ?? defaults.Text(key);
        bool enabled = HeartbeatSettings.IsEnabledFor(document.Agents, agentId);
        TimeSpan? every = enabled ? HeartbeatPlan.Of(document, agentId)?.Every ?? HeartbeatSettings.Every(defaults, own) : null;
        return new HeartbeatHealth
        {
            Enabled = enabled,
            Every = enabled ? Text("every") ?? HeartbeatSettings.DefaultEvery : "disabled",
            EveryMs = (long?)every?.TotalMilliseconds,
            Prompt = HeartbeatSettings.Prompt(defaults, own),
            Target = Text("target") ?? HeartbeatPlan.LastTarget,
            Model = Text("model"),
            AckMaxChars = own.Long("ackMaxChars") ?? defaults.Long("ackMaxChars") ?? HeartbeatReply.DefaultMaxAckChars,
        };
    }
}
