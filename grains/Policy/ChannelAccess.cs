using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Groups.Guilds;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Grains.Policy;

/// <summary>What one channel's configuration says of an account, in the terms that all channels are judged by.</summary>
internal abstract class ChannelAccess
{
    /// <summary>The rules without the senders approved by code.</summary>
    public required AccessRules Rules { get; init; }

    /// <summary>The account's access; null when it is not configured, or of a channel that is not offered.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="account">The account.</param>
    /// <param name="isEnabled">Whether the account is switched on.</param>
    public static ChannelAccess? Of(ConfigDocument document, string channel, string account, out bool isEnabled)
    {
        switch (channel)
        {
            case ChannelIds.Telegram when document.Channels.Telegram?.Account(account) is { } telegram:
                isEnabled = telegram.Enabled;
                return new TelegramAccess(telegram) { Rules = TelegramAccess.RulesOf(telegram, document.Commands) };
            case ChannelIds.Discord when document.Channels.Discord?.Account(account) is { } discord:
                isEnabled = discord.Enabled;
                return new DiscordAccess { Rules = DiscordAccess.RulesOf(discord, document.Commands) };
            default:
                isEnabled = false;
                return null;
        }
    }

    /// <summary>Where in a guild a message comes from; null where there are none.</summary>
    public virtual GuildPlace? PlaceOf(InboundMessage message) => null;

    /// <summary>The thread, where threads are parts of a group.</summary>
    public virtual string? TopicOf(InboundMessage message) => message.ThreadId;

    /// <summary>What counts as a mention in a message's place, besides the agent's patterns.</summary>
    public virtual IReadOnlyList<string> MentionPatternsIn(InboundMessage message) => [];

    /// <summary>What the model is told in a message's place.</summary>
    public abstract string? SystemPromptIn(InboundMessage message);

    /// <summary>Whether a reaction is of interest.</summary>
    public virtual bool WantsReaction(InboundMessage message) => true;
}
