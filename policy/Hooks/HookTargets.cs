using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery.Targets;

namespace Moltbot.Policy.Hooks;

/// <summary>The chats that the configuration itself sends the answers of hooks to.</summary>
internal static class HookTargets
{
    /// <summary>Whether a mapping names the chat in so many words; one that a call has a word in names none.</summary>
    /// <param name="hooks"><c>hooks</c>.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="chat">The chat, as it would be written to.</param>
    public static bool AreConfigured(ConfigSection hooks, string channel, string chat) => HookMapping.Of(hooks).Any(mapping =>
        mapping.FixedTo is { } to && mapping.Channel == channel && ComparableTarget.Of(channel, to) == ComparableTarget.Of(channel, chat));
}
