using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Delivery;

/// <summary>The text below a picture.</summary>
public static class Captions
{
    /// <summary>The longest that a platform takes there, UTF-16 units (https://core.telegram.org/bots/api#sendphoto, https://discord.com/developers/docs/resources/message).</summary>
    public static int LimitOf(string channel) => channel == ChannelIds.Discord ? 2000 : 1024;
}
