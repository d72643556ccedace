using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Access.Groups;
using static Moltbot.Policy.Tests.Access.Explanations.ExplainedSteps;

namespace Moltbot.Policy.Tests.Access.Explanations;

/// <summary>What the gates say of groups.</summary>
public sealed class GroupExplanationTests
{
    [Fact]
    public void A_group_or_topic_that_is_left_out_is_named()
    {
        Says(Group(), Rules() with { Group = GroupPolicy.Disabled },
            "- Groups: channels.telegram.groupPolicy is disabled [channels.telegram.groupPolicy] => Set channels.telegram.groupPolicy allowlist");
        Says(Group(" "), Rules(),
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "- Group: the platform names no group");
        Says(Group() with { GroupId = null }, Rules(),
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "- Group: the platform names no group");
        Says(Group(" -1 "), Rules() with { Group = GroupPolicy.Open, Groups = Groups(("-2", new())) },
            "Groups: channels.telegram.groupPolicy is open [channels.telegram.groupPolicy]",
            "- Group: groups are listed, and this one is not [channels.telegram.groups.-1] => Set channels.telegram.groups.-1 {}");
        Says(Group(), Rules() with { Group = GroupPolicy.Open, Groups = Groups(("-1", new(IsEnabled: false))) },
            "Groups: channels.telegram.groupPolicy is open [channels.telegram.groupPolicy]",
            "- Group: -1 is switched off among the groups [channels.telegram.groups.-1.enabled] => Set channels.telegram.groups.-1.enabled true");
        Says(Group(), Rules() with { Group = GroupPolicy.Open, Groups = Groups(("*", new(IsEnabled: false))) },
            "Groups: channels.telegram.groupPolicy is open [channels.telegram.groupPolicy]",
            "- Group: * is switched off among the groups [channels.telegram.groups[\"*\"].enabled] => Set channels.telegram.groups[\"*\"].enabled true");
        Says(Group(topic: " 5 "), Rules() with { Group = GroupPolicy.Open, Groups = Groups(("-1", new(Topics: Map<GroupRule>(("5", new(IsEnabled: false)))))) },
            "Groups: channels.telegram.groupPolicy is open [channels.telegram.groupPolicy]",
            "Group: -1 is listed among the groups [channels.telegram.groups.-1]",
            "- Topic: topic 5 is switched off [channels.telegram.groups.-1.topics.5.enabled] => Set channels.telegram.groups.-1.topics.5.enabled true");
        Says(Group(topic: "5"), Rules() with { Group = GroupPolicy.Open, Groups = Groups(("-1", new()), ("*", new(Topics: Map<GroupRule>(("5", new(IsEnabled: false)))))) },
            "Groups: channels.telegram.groupPolicy is open [channels.telegram.groupPolicy]",
            "Group: -1 is listed among the groups [channels.telegram.groups.-1]",
            "- Topic: topic 5 is switched off [channels.telegram.groups[\"*\"].topics.5.enabled] => Set channels.telegram.groups[\"*\"].topics.5.enabled true");
    }

    [Fact]
    public void A_sender_who_is_not_listed_is_told_the_list_that_counts()
    {
        Says(Group(), Rules() with { AllowFrom = ["8"] },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: no groups are listed, so none is left out [channels.telegram.groups[\"*\"]]",
            "Topic: there is no topic",
            "- GroupSenders: channels.telegram.allowFrom does not name the sender [channels.telegram.allowFrom] => Add channels.telegram.allowFrom 7");
        Says(Group(), Rules() with { AllowFrom = ["7"], GroupAllowFrom = ["8"] },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: no groups are listed, so none is left out [channels.telegram.groups[\"*\"]]",
            "Topic: there is no topic",
            "- GroupSenders: channels.telegram.groupAllowFrom does not name the sender [channels.telegram.groupAllowFrom] => Add channels.telegram.groupAllowFrom 7");
        Says(Group(), Rules() with { Groups = Groups(("-1", new(AllowFrom: ["8"]))) },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: -1 is listed among the groups [channels.telegram.groups.-1]",
            "Topic: there is no topic",
            "- GroupSenders: channels.telegram.groups.-1.allowFrom does not name the sender [channels.telegram.groups.-1.allowFrom] => Add channels.telegram.groups.-1.allowFrom 7");
        Says(Group(), Rules() with { Groups = Groups(("*", new(AllowFrom: ["8"]))) },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: * is listed among the groups [channels.telegram.groups[\"*\"]]",
            "Topic: there is no topic",
            "- GroupSenders: channels.telegram.groups[\"*\"].allowFrom does not name the sender [channels.telegram.groups[\"*\"].allowFrom] => Add channels.telegram.groups[\"*\"].allowFrom 7");
        Says(Group(topic: "5"), Rules() with { Groups = Groups(("-1", new(Topics: Map<GroupRule>(("5", new(AllowFrom: ["8"])))))) },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: -1 is listed among the groups [channels.telegram.groups.-1]",
            "Topic: the topic is not switched off",
            "- GroupSenders: channels.telegram.groups.-1.topics.5.allowFrom does not name the sender [channels.telegram.groups.-1.topics.5.allowFrom] => Add channels.telegram.groups.-1.topics.5.allowFrom 7");
        Says(Group(topic: "5"), Rules() with { Groups = Groups(("-1", new(AllowFrom: ["7"])), ("*", new(Topics: Map<GroupRule>(("5", new(AllowFrom: ["8"])))))) },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: -1 is listed among the groups [channels.telegram.groups.-1]",
            "Topic: the topic is not switched off",
            "- GroupSenders: channels.telegram.groups[\"*\"].topics.5.allowFrom does not name the sender [channels.telegram.groups[\"*\"].topics.5.allowFrom] => Add channels.telegram.groups[\"*\"].topics.5.allowFrom 7");
        Says(Group() with { IsControlCommand = true }, Rules() with { Group = GroupPolicy.Open, AllowFrom = ["1"] },
            "Groups: channels.telegram.groupPolicy is open [channels.telegram.groupPolicy]",
            "Group: no groups are listed, so none is left out [channels.telegram.groups[\"*\"]]",
            "Topic: there is no topic",
            "GroupSenders: channels.telegram.allowFrom does not name the sender [channels.telegram.allowFrom]",
            "- Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups] => Add channels.telegram.allowFrom 7");
    }

    [Fact]
    public void Where_the_mention_decides_the_rule_that_asks_for_it_is_named()
    {
        Says(Group(), Rules() with { AllowFrom = ["7"] },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: no groups are listed, so none is left out [channels.telegram.groups[\"*\"]]",
            "Topic: there is no topic",
            "GroupSenders: 7 in channels.telegram.allowFrom names the sender [channels.telegram.allowFrom] (7)",
            "Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups]",
            "- Mention: the assistant has to be mentioned and was not: it is kept and shown with the next message that counts [channels.telegram.groups[\"*\"].requireMention] => Set channels.telegram.groups[\"*\"].requireMention false");
        Says(Group(), Rules() with { AllowFrom = ["7"], Groups = Groups(("-1", new())) },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: -1 is listed among the groups [channels.telegram.groups.-1]",
            "Topic: there is no topic",
            "GroupSenders: 7 in channels.telegram.allowFrom names the sender [channels.telegram.allowFrom] (7)",
            "Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups]",
            "- Mention: the assistant has to be mentioned and was not: it is kept and shown with the next message that counts [channels.telegram.groups.-1.requireMention] => Set channels.telegram.groups.-1.requireMention false");
        Says(Group(topic: "5"), Rules() with { AllowFrom = ["7"], Groups = Groups(("-1", new(Topics: Map<GroupRule>(("5", new(RequireMention: true)))))) },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: -1 is listed among the groups [channels.telegram.groups.-1]",
            "Topic: the topic is not switched off",
            "GroupSenders: 7 in channels.telegram.allowFrom names the sender [channels.telegram.allowFrom] (7)",
            "Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups]",
            "- Mention: the assistant has to be mentioned and was not: it is kept and shown with the next message that counts [channels.telegram.groups.-1.topics.5.requireMention] => Set channels.telegram.groups.-1.topics.5.requireMention false");
        Says(Group(topic: "5"), Rules() with { AllowFrom = ["7"], Groups = Groups(("-1", new()), ("*", new(Topics: Map<GroupRule>(("5", new(RequireMention: true)))))) },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: -1 is listed among the groups [channels.telegram.groups.-1]",
            "Topic: the topic is not switched off",
            "GroupSenders: 7 in channels.telegram.allowFrom names the sender [channels.telegram.allowFrom] (7)",
            "Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups]",
            "- Mention: the assistant has to be mentioned and was not: it is kept and shown with the next message that counts [channels.telegram.groups[\"*\"].topics.5.requireMention] => Set channels.telegram.groups[\"*\"].topics.5.requireMention false");
        Says(Group(topic: "6", mentioned: true), Rules() with { AllowFrom = ["7"], Groups = Groups(("*", new())) },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: * is listed among the groups [channels.telegram.groups[\"*\"]]",
            "Topic: the topic is not switched off",
            "GroupSenders: 7 in channels.telegram.allowFrom names the sender [channels.telegram.allowFrom] (7)",
            "Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups]",
            "+ Mention: the assistant is meant [channels.telegram.groups[\"*\"].requireMention] => Set channels.telegram.groups[\"*\"].enabled false");
        Says(Group(), Rules() with { AllowFrom = ["7"], Groups = Groups(("-1", new(RequireMention: false))) },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: -1 is listed among the groups [channels.telegram.groups.-1]",
            "Topic: there is no topic",
            "GroupSenders: 7 in channels.telegram.allowFrom names the sender [channels.telegram.allowFrom] (7)",
            "Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups]",
            "+ Mention: the assistant need not be mentioned [channels.telegram.groups.-1.requireMention] => Set channels.telegram.groups.-1.enabled false");
        Says(Group(), Rules() with { AllowFrom = ["7"], RequireMention = true },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: no groups are listed, so none is left out [channels.telegram.groups[\"*\"]]",
            "Topic: there is no topic",
            "GroupSenders: 7 in channels.telegram.allowFrom names the sender [channels.telegram.allowFrom] (7)",
            "Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups]",
            "- Mention: /activation mention was given in the group: the assistant has to be mentioned and was not");
        Says(Group(), Rules() with { AllowFrom = ["7"], RequireMention = false },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: no groups are listed, so none is left out [channels.telegram.groups[\"*\"]]",
            "Topic: there is no topic",
            "GroupSenders: 7 in channels.telegram.allowFrom names the sender [channels.telegram.allowFrom] (7)",
            "Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups]",
            "+ Mention: /activation always was given in the group: the assistant need not be mentioned");
        Says(Group(mentioned: true), Rules() with { AllowFrom = ["7"], RequireMention = true },
            "Groups: channels.telegram.groupPolicy is allowlist [channels.telegram.groupPolicy]",
            "Group: no groups are listed, so none is left out [channels.telegram.groups[\"*\"]]",
            "Topic: there is no topic",
            "GroupSenders: 7 in channels.telegram.allowFrom names the sender [channels.telegram.allowFrom] (7)",
            "Commands: commands are given by those whom channels.telegram.allowFrom names [commands.useAccessGroups]",
            "+ Mention: the assistant is meant [channels.telegram.groups[\"*\"].requireMention] => Set channels.telegram.groups[\"*\"].enabled false");
    }

    [Fact]
    public void A_channel_whose_groups_are_listed_in_another_way_names_no_key()
    {
        Says(Group("C1") with { Channel = "slack" }, Rules() with { Group = GroupPolicy.Open, Groups = Groups(("C2", new())) },
            "Groups: channels.slack.groupPolicy is open [channels.slack.groupPolicy]",
            "- Group: groups are listed, and this one is not");
        Says(Group("C1") with { Channel = "slack" }, Rules() with { Groups = Groups(("C1", new(AllowFrom: ["8"]))) },
            "Groups: channels.slack.groupPolicy is allowlist [channels.slack.groupPolicy]",
            "Group: C1 is listed among the groups",
            "Topic: there is no topic",
            "- GroupSenders: the list of the group's senders does not name the sender");
        Says(Group("C1") with { Channel = "slack", IsControlCommand = true }, Rules() with { Group = GroupPolicy.Open, Groups = Groups(("C1", new(AllowFrom: ["7"]))), Ungated = UngatedCommands.Deny, AllowFrom = ["1"] },
            "Groups: channels.slack.groupPolicy is open [channels.slack.groupPolicy]",
            "Group: C1 is listed among the groups",
            "Topic: there is no topic",
            "GroupSenders: 7 in the list of the group's senders names the sender (7)",
            "Commands: commands are given by those whom the list of the group's senders names [commands.useAccessGroups]",
            "+ Mention: the assistant is meant");
    }
}
