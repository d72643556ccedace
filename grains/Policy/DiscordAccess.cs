using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Groups.Guilds;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Grains.Policy;

/// <summary>Guilds with channels and threads, and group chats outside them.</summary>
internal sealed class DiscordAccess : ChannelAccess
{
    public static AccessRules RulesOf(DiscordAccountConfig config, CommandsConfig commands)
    {
        bool names = config.DangerouslyAllowNameMatching;
        return new AccessRules(
            config.Dm.Enabled ? DmPolicies.Parse(config.Dm.Policy) : DmPolicy.Disabled,
            Counting(config.Dm.AllowFrom, names),
            new ApprovedSenders(ChannelIds.Discord, []),
            GroupPolicies.Parse(config.GroupPolicy),
            GroupAllowFrom: null,
            GroupMap.Empty,
            RequireMention: null,
            commands.UseAccessGroups,
            UngatedCommands.Configured,
            commands.Text,
            config.Guilds is { } guilds
                ? new GuildMap(guilds.ToDictionary(static guild => guild.Key, guild => RuleOf(guild.Value, names), StringComparer.Ordinal), names)
                : GuildMap.Empty,
            new GroupChatRule(config.Dm.GroupEnabled, config.Dm.GroupChannels, names),
            config.AllowBots);
    }

    public override GuildPlace? PlaceOf(InboundMessage message) => message.ChatKind == ChatKind.Direct
        ? null
        : new GuildPlace(
            message.SpaceId, message.SpaceTitle, message.ChatId, message.ChatTitle, message.ParentChatId, message.ParentTitle, message.IsOwnThread, message.IsUnknownPlace);

    public override string? TopicOf(InboundMessage message) => null;

    public override string? SystemPromptIn(InboundMessage message) =>
        PlaceOf(message) is { } place ? Rules.Guilds?.ChannelOf(place)?.Rule.SystemPrompt : null;

    public override bool WantsReaction(InboundMessage message)
    {
        GuildRule? guild = PlaceOf(message) is { } place ? Rules.Guilds?.GuildOf(place)?.Rule : null;
        bool isListed = DiscordAllowlist.Match(guild?.Users, new SenderIdentity(message.Sender?.Id)).Allowed;
        return ReactionNotifications.Wants(guild?.Reactions, message.RepliesToBot, isListed);
    }

    private static GuildRule RuleOf(DiscordGuildConfig guild, bool names) => new(
        guild.RequireMention,
        guild.Users is { } users ? Counting(users, names) : null,
        guild.Channels?.ToDictionary(static channel => channel.Key, channel => RuleOf(channel.Value, names), StringComparer.Ordinal),
        guild.ReactionNotifications);

    private static GuildChannelRule RuleOf(DiscordChannelConfig channel, bool names) => new(
        channel.Allow != false && channel.Enabled != false,
        channel.RequireMention,
        channel.Users is { } users ? Counting(users, names) : null,
        channel.AutoThread == true,
        channel.SystemPrompt);

    private static IReadOnlyList<string> Counting(IReadOnlyList<string> entries, bool names) => NameMatching.Counting(ChannelIds.Discord, entries, names);
}
