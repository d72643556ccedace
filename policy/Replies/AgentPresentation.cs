using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Replies;

/// <summary>How an agent shows itself in chats: its reaction, the prefix of its answers, its name in brackets.</summary>
/// <param name="AckReaction">The reaction by which a message is acknowledged; empty for none.</param>
/// <param name="ResponsePrefix">Put before answers; null for none.</param>
/// <param name="NamePrefix">The agent's name in brackets; null when it has none.</param>
public sealed record AgentPresentation(string AckReaction, string? ResponsePrefix, string? NamePrefix)
{
    private const string DefaultReaction = "👀";

    /// <summary>From the configuration of messages and of the agent.</summary>
    public static AgentPresentation Of(MessagesConfig messages, AgentIdentityConfig? identity)
    {
        var name = identity?.Name?.Trim() is { Length: > 0 } named ? $"[{named}]" : null;
        var emoji = identity?.Emoji?.Trim() is { Length: > 0 } own ? own : DefaultReaction;
        return new AgentPresentation(
            messages.AckReaction?.Trim() ?? emoji, messages.ResponsePrefix == "auto" ? name : messages.ResponsePrefix, name);
    }
}
