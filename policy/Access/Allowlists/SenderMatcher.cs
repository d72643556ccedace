using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Picks the matcher of a channel. All of them agree that an empty list names nobody and a blank id is nobody's.</summary>
public static class SenderMatcher
{
    /// <param name="channel">The channel id.</param>
    /// <param name="entries">The list.</param>
    /// <param name="sender">Who is looked for.</param>
    public static AllowMatch Match(string channel, IEnumerable<string>? entries, SenderIdentity sender) => channel switch
    {
        ChannelIds.Telegram => TelegramAllowlist.Match(entries, sender),
        ChannelIds.Discord => DiscordAllowlist.Match(entries, sender),
        ChannelIds.Slack => SlackAllowlist.Match(SlackAllowlist.Normalize(entries), sender),
        ChannelIds.WhatsApp => WhatsAppAllowlist.Match(entries, sender.Phone ?? sender.Id),
        ChannelIds.Signal => SignalAllowlist.Match(entries, sender.Phone, sender.Id),
        ChannelIds.IMessage => IMessageAllowlist.Match(entries, new IMessageSender(sender.Id)),
        _ => GenericAllowlist.Match(channel, entries, sender),
    };
}
