using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Replies;

/// <summary>Which parts of an answer are sent as replies: <c>off</c>, <c>first</c> or <c>all</c> (runtime.md §7).</summary>
public static class ReplyToModes
{
    public const string Off = "off";
    public const string First = "first";
    public const string All = "all";

    /// <param name="channel">The channel; null when there is none.</param>
    /// <param name="configured">What the channel's or account's <c>replyToMode</c> says.</param>
    public static string Resolve(string? channel, string? configured)
    {
        var id = ChannelIds.Normalize(channel);
        return id switch
        {
            ChannelIds.Telegram => configured ?? First,
            ChannelIds.Discord or ChannelIds.Slack => configured ?? Off,
            _ => All,
        };
    }
}
