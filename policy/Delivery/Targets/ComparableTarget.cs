using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Delivery.Targets;

/// <summary>Targets in the one form in which two of them can be compared.</summary>
public static class ComparableTarget
{
    /// <param name="channel">The channel's id.</param>
    /// <param name="text">The target as written.</param>
    public static string Of(string channel, string text) => (channel switch
    {
        ChannelIds.Slack => SlackTarget.Parse(text).Target?.Normalized,
        ChannelIds.Discord => DiscordTarget.Parse(text, TargetKind.Channel).Target?.Normalized,
        ChannelIds.WhatsApp => WhatsAppTarget.Normalize(text),
        ChannelIds.Telegram => TelegramTarget.StripPrefixes(text).ToLowerInvariant(),
        _ => text.Trim().ToLowerInvariant(),
    }) ?? text.Trim();
}
