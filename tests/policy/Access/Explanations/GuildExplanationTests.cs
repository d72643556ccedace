using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Groups.Guilds;
using static Moltbot.Policy.Tests.Access.Explanations.ExplainedSteps;

namespace Moltbot.Policy.Tests.Access.Explanations;

/// <summary>What the gates say of guilds.</summary>
public sealed class GuildExplanationTests
{
    private static readonly GuildPlace General = new("100", "Friends", "5", "general");
    private static readonly GuildPlace Thread = new("100", "Friends", "55", null, "5", "general");
    private static readonly GuildPlace Chat = new(null, null, "5", "Team");

    [Fact]
    public void A_place_that_is_left_out_is_named()
    {
        Says(Guild(General), GuildRules() with { Group = GroupPolicy.Disabled },
            "- Groups: channels.discord.groupPolicy is disabled [channels.discord.groupPolicy] => Set channels.discord.groupPolicy allowlist");
        Says(Guild(null), GuildRules(),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "- Group: the platform names no group");
        Says(Guild(Chat), GuildRules() with { Group = GroupPolicy.Open },
            "Groups: channels.discord.groupPolicy is open [channels.discord.groupPolicy]",
            "- Group: channels.discord.dm.groupEnabled is not on: no group chat outside guilds is looked at [channels.discord.dm.groupEnabled] => Set channels.discord.dm.groupEnabled true");
        Says(Guild(Chat), GuildRules() with { Group = GroupPolicy.Open, GroupChats = new GroupChatRule(true, ["6"]) },
            "Groups: channels.discord.groupPolicy is open [channels.discord.groupPolicy]",
            "- Group: channels.discord.dm.groupChannels does not list the chat [channels.discord.dm.groupChannels] => Add channels.discord.dm.groupChannels 5");
        Says(Guild(General), GuildRules(),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "- Group: the guild is not listed [channels.discord.guilds.100] => Set channels.discord.guilds.100 {}");
        Says(Guild(General), GuildRules(("friends", new())),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "- Group: channels.discord.guilds.friends goes by a name, which anybody may give to a place of theirs [channels.discord.guilds.friends] => Set channels.discord.guilds.100 {}");
        Says(Guild(General), GuildRules(("100", new(Channels: Map<GuildChannelRule>(("general", new()))))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "- Group: channels.discord.guilds.100.channels.general goes by a name, which anybody may give to a place of theirs [channels.discord.guilds.100.channels.general] => Set channels.discord.guilds.100.channels.5 {}");
        Says(Guild(Thread), GuildRules(("100", new(Channels: Map<GuildChannelRule>(("general", new()))))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "- Group: channels.discord.guilds.100.channels.general goes by a name, which anybody may give to a place of theirs [channels.discord.guilds.100.channels.general] => Set channels.discord.guilds.100.channels.5 {}");
        Says(Guild(General), GuildRules(("100", new(Channels: Map<GuildChannelRule>(("6", new()))))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "- Group: the guild lists channels, and this one is not among them [channels.discord.guilds.100.channels.5] => Set channels.discord.guilds.100.channels.5 {}");
        Says(Guild(Thread), GuildRules(("100", new(Channels: Map<GuildChannelRule>(("6", new()))))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "- Group: the guild lists channels, and this one is not among them [channels.discord.guilds.100.channels.5] => Set channels.discord.guilds.100.channels.5 {}");
        Says(Guild(General), GuildRules(("100", new(Channels: Map<GuildChannelRule>(("5", new(IsAllowed: false)))))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "- Group: 5 is switched off among the guild's channels [channels.discord.guilds.100.channels.5.allow] => Set channels.discord.guilds.100.channels.5.allow true");
    }

    [Fact]
    public void The_list_that_counts_is_named()
    {
        Says(Guild(General), GuildRules(("100", new(Users: ["8"]))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "Group: 100 is listed among the guilds [channels.discord.guilds.100]",
            "- GroupSenders: channels.discord.guilds.100.users does not name the sender [channels.discord.guilds.100.users] => Add channels.discord.guilds.100.users 7");
        Says(Guild(General), GuildRules(("*", new(Users: ["8"]))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "Group: * is listed among the guilds [channels.discord.guilds[\"*\"]]",
            "- GroupSenders: channels.discord.guilds[\"*\"].users does not name the sender [channels.discord.guilds[\"*\"].users] => Add channels.discord.guilds[\"*\"].users 7");
        Says(Guild(General), GuildRules(("100", new(Users: ["7"], Channels: Map<GuildChannelRule>(("5", new(Users: ["8"])))))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "Group: 5 is listed among the guild's channels [channels.discord.guilds.100.channels.5.allow]",
            "- GroupSenders: channels.discord.guilds.100.channels.5.users does not name the sender [channels.discord.guilds.100.channels.5.users] => Add channels.discord.guilds.100.channels.5.users 7");
        Says(Guild(General) with { IsControlCommand = true }, GuildRules(("100", new(false))) with { AllowFrom = ["1"] },
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "Group: 100 is listed among the guilds [channels.discord.guilds.100]",
            "GroupSenders: everybody in the chat counts: channels.discord.guilds.100.users is not set [channels.discord.guilds.100.users]",
            "- Commands: commands are given by those whom channels.discord.dm.allowFrom or channels.discord.guilds.100.users names [commands.useAccessGroups] => Add channels.discord.dm.allowFrom 7");
    }

    [Fact]
    public void Where_the_mention_decides_the_rule_that_asks_for_it_is_named()
    {
        Says(Guild(General), GuildRules(("100", new())),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "Group: 100 is listed among the guilds [channels.discord.guilds.100]",
            "GroupSenders: everybody in the chat counts: channels.discord.guilds.100.users is not set [channels.discord.guilds.100.users]",
            "Commands: commands are given by those whom channels.discord.dm.allowFrom or channels.discord.guilds.100.users names [commands.useAccessGroups]",
            "- Mention: the assistant has to be mentioned and was not: it is kept and shown with the next message that counts [channels.discord.guilds.100.requireMention] => Set channels.discord.guilds.100.requireMention false");
        Says(Guild(General), GuildRules(("100", new(false, ["7"], Map<GuildChannelRule>(("5", new(RequireMention: true)))))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "Group: 5 is listed among the guild's channels [channels.discord.guilds.100.channels.5.allow]",
            "GroupSenders: 7 in channels.discord.guilds.100.users names the sender [channels.discord.guilds.100.users] (7)",
            "Commands: commands are given by those whom channels.discord.dm.allowFrom or channels.discord.guilds.100.users names [commands.useAccessGroups]",
            "- Mention: the assistant has to be mentioned and was not: it is kept and shown with the next message that counts [channels.discord.guilds.100.channels.5.requireMention] => Set channels.discord.guilds.100.channels.5.requireMention false");
        Says(Guild(General, mentioned: true), GuildRules(("100", new(Users: ["1", "7"], Channels: Map<GuildChannelRule>(("5", new()))))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "Group: 5 is listed among the guild's channels [channels.discord.guilds.100.channels.5.allow]",
            "GroupSenders: 7 in channels.discord.guilds.100.users names the sender [channels.discord.guilds.100.users] (7)",
            "Commands: commands are given by those whom channels.discord.dm.allowFrom or channels.discord.guilds.100.users names [commands.useAccessGroups]",
            "+ Mention: the assistant is meant [channels.discord.guilds.100.requireMention] => Set channels.discord.groupPolicy disabled");
        Says(Guild(General), GuildRules(("*", new(false))),
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "Group: * is listed among the guilds [channels.discord.guilds[\"*\"]]",
            "GroupSenders: everybody in the chat counts: channels.discord.guilds[\"*\"].users is not set [channels.discord.guilds[\"*\"].users]",
            "Commands: commands are given by those whom channels.discord.dm.allowFrom or channels.discord.guilds[\"*\"].users names [commands.useAccessGroups]",
            "+ Mention: the assistant need not be mentioned [channels.discord.guilds[\"*\"].requireMention] => Set channels.discord.groupPolicy disabled");
        Says(Guild(Chat, mentioned: true), GuildRules() with { Group = GroupPolicy.Open, GroupChats = new GroupChatRule(true) },
            "Groups: channels.discord.groupPolicy is open [channels.discord.groupPolicy]",
            "Group: channels.discord.dm.groupEnabled lets in all group chats outside guilds [channels.discord.dm.groupEnabled]",
            "GroupSenders: everybody in the chat counts",
            "Commands: commands are given by those whom channels.discord.dm.allowFrom names [commands.useAccessGroups]",
            "+ Mention: the assistant is meant");
        Says(Guild(Chat), GuildRules() with { Group = GroupPolicy.Open, GroupChats = new GroupChatRule(true) },
            "Groups: channels.discord.groupPolicy is open [channels.discord.groupPolicy]",
            "Group: channels.discord.dm.groupEnabled lets in all group chats outside guilds [channels.discord.dm.groupEnabled]",
            "GroupSenders: everybody in the chat counts",
            "Commands: commands are given by those whom channels.discord.dm.allowFrom names [commands.useAccessGroups]",
            "+ Mention: the assistant need not be mentioned");
        Says(Guild(Chat), GuildRules() with { Group = GroupPolicy.Open, GroupChats = new GroupChatRule(true, ["5"]) },
            "Groups: channels.discord.groupPolicy is open [channels.discord.groupPolicy]",
            "Group: channels.discord.dm.groupChannels lists the chat [channels.discord.dm.groupChannels]",
            "GroupSenders: everybody in the chat counts",
            "Commands: commands are given by those whom channels.discord.dm.allowFrom names [commands.useAccessGroups]",
            "+ Mention: the assistant need not be mentioned");
        Says(Guild(General), GuildRules() with { Group = GroupPolicy.Open },
            "Groups: channels.discord.groupPolicy is open [channels.discord.groupPolicy]",
            "Group: no guild is listed, and channels.discord.groupPolicy is open [channels.discord.groupPolicy]",
            "GroupSenders: everybody in the chat counts",
            "Commands: commands are given by those whom channels.discord.dm.allowFrom names [commands.useAccessGroups]",
            "- Mention: the assistant has to be mentioned and was not: it is kept and shown with the next message that counts");
        Says(Guild(General), GuildRules(("100", new())) with { RequireMention = true },
            "Groups: channels.discord.groupPolicy is allowlist [channels.discord.groupPolicy]",
            "Group: 100 is listed among the guilds [channels.discord.guilds.100]",
            "GroupSenders: everybody in the chat counts: channels.discord.guilds.100.users is not set [channels.discord.guilds.100.users]",
            "Commands: commands are given by those whom channels.discord.dm.allowFrom or channels.discord.guilds.100.users names [commands.useAccessGroups]",
            "- Mention: /activation mention was given in the group: the assistant has to be mentioned and was not");
    }
}
