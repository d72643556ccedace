using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tools.Elevated;

/// <summary>
/// <c>tools.elevated</c>, for all and for one agent: who may have a run work on the host itself (security.md §11). Both must let the
/// sender; an agent only narrows. Senders are told by their immutable id alone: a name can be taken by anybody, and the id of a
/// chat is nobody's (attacks C1, C2 and C4).
/// </summary>
/// <param name="all">The section for all.</param>
/// <param name="ofAgent">The agent's own; may be absent.</param>
public sealed class ElevatedPolicy(ConfigSection all, ConfigSection ofAgent)
{
    private const string Key = "tools.elevated";
    private const string AgentKey = "agents.list[].tools.elevated";

    /// <summary>The policy of an agent.</summary>
    public static ElevatedPolicy Of(ConfigDocument document, string agentId) =>
        new(document.Section("tools", "elevated"), document.Agents.Find(agentId)?.Section.Section("tools").Section("elevated") ?? default);

    /// <summary>Decides.</summary>
    /// <param name="channel">The channel that the sender writes on; blank for none, which is refused.</param>
    /// <param name="senderId">The sender's immutable id; blank for nobody.</param>
    /// <param name="channelAllowFrom">The channel's list of direct senders: on Discord it stands in for a list that is not set.</param>
    public ElevatedPermission Decide(string? channel, string? senderId, IReadOnlyList<string>? channelAllowFrom = null)
    {
        List<ElevatedGate> off = [];
        if (all.Bool("enabled") == false)
        {
            off.Add(new("enabled", $"{Key}.enabled"));
        }

        if (ofAgent.Bool("enabled") == false)
        {
            off.Add(new("enabled", $"{AgentKey}.enabled"));
        }

        if (off.Count > 0)
        {
            return new(false, off);
        }

        if (ChannelIds.Normalize(channel) is not { Length: > 0 } provider)
        {
            return new(true, [new("provider", "ctx.Provider")]);
        }

        IReadOnlyList<string>? fallback = provider == ChannelIds.Discord ? channelAllowFrom : null;
        if (!Names(all, provider, senderId, fallback))
        {
            return new(true, [new("allowFrom", $"{Key}.allowFrom.{provider}")]);
        }

        return ofAgent.Section("allowFrom").Exists && !Names(ofAgent, provider, senderId, fallback)
            ? new(true, [new("allowFrom", $"{AgentKey}.allowFrom.{provider}")])
            : new(true, []);
    }

    private static bool Names(ConfigSection section, string provider, string? senderId, IReadOnlyList<string>? fallback) =>
        !string.IsNullOrWhiteSpace(senderId)
        && SenderMatcher.Match(provider, section.Section("allowFrom").StringsOrNull(provider) ?? fallback, new SenderIdentity(senderId.Trim())).Allowed;
}
