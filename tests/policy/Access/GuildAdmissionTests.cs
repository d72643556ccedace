using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Groups.Guilds;
using Moltbot.Policy.Access.Mentions;
using Moltbot.Policy.Access.Pairing;

namespace Moltbot.Policy.Tests.Access;

/// <summary>The one door, where groups are channels of guilds (security.md §5); attacks C1 to C5.</summary>
public sealed class GuildAdmissionTests
{
    private static readonly GuildPlace General = new("100", "Friends", "5", "general");

    public static TheoryData<UpdateKind> Kinds => [.. Enum.GetValues<UpdateKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_guild_that_is_not_listed_gets_nothing_in(UpdateKind kind)
    {
        Decide(Rules(), kind: kind).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(Rules(("200", new GuildRule())), kind: kind).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(Rules(("200", new GuildRule())) with { Group = GroupPolicy.Open }, kind: kind).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(Rules(("100", new GuildRule())) with { Group = GroupPolicy.Disabled }, kind: kind).Reason.ShouldBe(AdmissionReason.GroupsDisabled);
    }

    [Fact]
    public void A_listed_guild_is_listened_to_when_it_speaks_to_us()
    {
        var rules = Rules(("100", new GuildRule()));
        Decide(rules).Outcome.ShouldBe(AdmissionOutcome.KeepAsContext);
        Decide(rules, mentioned: true).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(rules, facts: new MentionFacts(true, false, IsImplicit: true)).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(Rules(("100", new GuildRule(RequireMention: false)))).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(Rules(("*", new GuildRule(RequireMention: false)))).Outcome.ShouldBe(AdmissionOutcome.Admit);
    }

    [Fact]
    public void A_guild_that_lists_channels_is_listened_to_in_those()
    {
        var rules = Rules(("100", new GuildRule(false, Channels: Channels(("5", new()), ("6", new(IsAllowed: false)), ("7", new(RequireMention: true))))));
        Decide(rules).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(rules, General with { ChannelId = "8" }).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(rules, General with { ChannelId = "6" }).Outcome.ShouldBe(AdmissionOutcome.Drop);
        Decide(rules, General with { ChannelId = "7" }).Outcome.ShouldBe(AdmissionOutcome.KeepAsContext);
        Decide(Rules(("100", new GuildRule(false, Channels: Channels())))).Reason.ShouldBe(AdmissionReason.GroupNotListed, "an empty list is none");
        Decide(Rules(("100", new GuildRule(false, Channels: Channels(("6", new(IsAllowed: false)), ("*", new())))), GroupPolicy.Open), General with { ChannelId = "6" })
            .Reason.ShouldBe(AdmissionReason.GroupDisabled);
    }

    [Fact]
    public void A_thread_is_as_its_channel_whatever_it_is_called()
    {
        var thread = new GuildPlace("100", "Friends", "55", "general", "5", "lobby");
        var rules = Rules(("100", new GuildRule(false, Channels: Channels(("5", new()), ("9", new())))));
        Decide(rules, thread).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(rules, thread with { ParentId = "6" }).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        var named = Rules(("100", new GuildRule(false, Channels: Channels(("general", new()))))) with { Guilds = Map(true, ("100", new GuildRule(false, Channels: Channels(("general", new()))))) };
        Decide(named, thread).Reason.ShouldBe(AdmissionReason.GroupNotListed, "anybody can call a thread anything");
    }

    [Fact]
    public void A_thread_of_our_own_needs_no_mention_where_the_channel_says_so()
    {
        var own = new GuildPlace("100", null, "55", null, "5", null, IsOwnThread: true);
        Decide(Rules(("100", new GuildRule(Channels: Channels(("5", new(AutoThread: true)))))), own).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(Rules(("100", new GuildRule(Channels: Channels(("5", new()))))), own).Outcome.ShouldBe(AdmissionOutcome.KeepAsContext);
    }

    [Theory]
    [InlineData("friends")]
    [InlineData("general")]
    public void A_name_lets_nobody_in_and_shuts_out_all_the_same(string entry)
    {
        var isGuild = entry == "friends";
        (string, GuildRule)[] entries = isGuild
            ? [("friends", new GuildRule(false)), ("*", new GuildRule(false))]
            : [("100", new GuildRule(false, Channels: Channels(("general", new()), ("*", new()))))];

        var decision = Decide(Rules(entries));
        decision.Outcome.ShouldBe(AdmissionOutcome.Drop, "not by the wildcard either: the entry may be there to shut it out");
        decision.Reason.ShouldBe(AdmissionReason.GroupListedByName);

        Decide(Rules() with { Guilds = Map(true, entries) }).Outcome.ShouldBe(AdmissionOutcome.Admit, "the operator asked for it");
    }

    [Fact]
    public void Users_bind_whoever_else_is_in_the_guild()
    {
        var rules = Rules(("100", new GuildRule(false, ["7"], Channels(("5", new()), ("6", new(Users: ["8"])), ("9", new(Users: []))))));
        Decide(rules).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(rules, sender: "8").Reason.ShouldBe(AdmissionReason.GroupSenderNotListed);
        Decide(rules, General with { ChannelId = "6" }).Reason.ShouldBe(AdmissionReason.GroupSenderNotListed);
        Decide(rules, General with { ChannelId = "6" }, sender: "8").Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(rules, General with { ChannelId = "9" }).Reason.ShouldBe(AdmissionReason.GroupSenderNotListed);
    }

    [Fact]
    public void Commands_stay_with_those_a_list_names()
    {
        var rules = Rules(("100", new GuildRule(false))) with { AllowFrom = ["1"] };
        Decide(rules, isCommand: true).Reason.ShouldBe(AdmissionReason.CommandNotAuthorized);
        Decide(rules, isCommand: true, sender: "1").IsCommandAuthorized.ShouldBeTrue();
        Decide(Rules(("100", new GuildRule(false, ["7"]))), isCommand: true).IsCommandAuthorized.ShouldBeTrue();
        Decide(rules with { AllowTextCommands = false }, kind: UpdateKind.Command).Reason.ShouldBe(AdmissionReason.CommandNotAuthorized);
    }

    [Fact]
    public void A_list_of_which_no_entry_counts_opens_no_commands()
    {
        var names = NameMatching.Counting("discord", ["alice"], trustsNames: false);
        names.ShouldBeEmpty();
        var open = Rules(("100", new GuildRule(false))) with { UseAccessGroups = false, Ungated = UngatedCommands.Configured };
        Decide(open, isCommand: true).IsCommandAuthorized.ShouldBeTrue("there is no list");

        var rules = open with { AllowFrom = names, Dm = DmPolicy.Open };
        Decide(rules, isCommand: true).Reason.ShouldBe(AdmissionReason.CommandNotAuthorized);
        AdmissionPolicy.Decide(Update() with { IsGroup = false, GroupId = null, Place = null, IsControlCommand = true }, rules)
            .Reason.ShouldBe(AdmissionReason.CommandNotAuthorized);
    }

    [Fact]
    public void What_cannot_be_looked_up_has_what_is_listed_by_its_id_and_nothing_by_a_star()
    {
        var rules = Rules(("100", new GuildRule(false, Channels: Channels(("5", new()), ("6", new(IsAllowed: false)), ("*", new())))));
        var unknown = new GuildPlace("100", null, "55", null, IsUnknown: true);
        GuildMap.FindChannel(Channels(("55", new()), ("*", new())), unknown)!.Key.ShouldBe("55", "an id is sure");
        GuildMap.FindChannel(Channels(("55", new()), ("5", new())), unknown with { ParentId = "5" })!.Key.ShouldBe("55", "and its own goes before its channel's");
        GuildMap.FindChannel(Channels(("5", new()), ("*", new())), unknown with { ParentId = "5" })!.Source.ShouldBe(EntrySource.ParentId);
        GuildMap.FindChannel(Channels(("general", new()), ("*", new())), unknown with { ChannelName = "general" }).ShouldBeNull();
        Decide(rules, unknown).Reason.ShouldBe(AdmissionReason.GroupNotListed, "it may be a thread of 6");
        Decide(rules with { Group = GroupPolicy.Open }, unknown).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(rules, unknown with { ChannelId = "5" }).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(rules, unknown with { ParentId = "5" }).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(rules, unknown with { ParentId = "6" }).Outcome.ShouldBe(AdmissionOutcome.Drop);
        Decide(Rules(("100", new GuildRule(false))), unknown).Outcome.ShouldBe(AdmissionOutcome.Admit, "the guild lists no channels");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_guild_of_unknown_name_has_no_star_where_another_entry_may_be_meant_for_it(bool trustsNames)
    {
        var unknown = new GuildPlace("100", null, "5", "general", IsUnknown: true);
        var named = Rules() with { Guilds = Map(trustsNames, ("friends", new GuildRule(false, ["9"])), ("*", new GuildRule(false))) };
        Decide(named, unknown).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(named with { Guilds = Map(trustsNames, ("friends2", new GuildRule(false, ["9"])), ("*", new GuildRule(false))) }, unknown).Reason
            .ShouldBe(AdmissionReason.GroupNotListed, "a name with a digit in it is no id");
        Decide(named with { Guilds = Map(trustsNames, ("100", new GuildRule(false)), ("friends", new GuildRule(false, ["9"]))) }, unknown).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(Rules(("200", new GuildRule(false, ["9"])), ("*", new GuildRule(false))), unknown).Outcome.ShouldBe(AdmissionOutcome.Admit, "ids are known");
    }

    [Fact]
    public void A_chat_of_unknown_kind_is_listed_by_its_id_or_not_at_all()
    {
        var unknown = new GuildPlace(null, null, "5", null, IsUnknown: true);
        var open = Rules() with { Group = GroupPolicy.Open, GroupChats = new GroupChatRule(true) };
        Decide(open, unknown).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(open with { GroupChats = new GroupChatRule(true, ["*"]) }, unknown).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(open with { GroupChats = new GroupChatRule(true, ["6", " 5 "]) }, unknown).Outcome.ShouldBe(AdmissionOutcome.Admit);
    }

    [Fact]
    public void Other_bots_are_not_listened_to_unless_asked_for()
    {
        var rules = Rules(("100", new GuildRule(false))) with { Dm = DmPolicy.Open, AllowFrom = ["*"] };
        AdmissionPolicy.Decide(Update() with { IsBot = true }, rules).Reason.ShouldBe(AdmissionReason.SenderIsBot);
        AdmissionPolicy.Decide(Update() with { IsBot = true, IsGroup = false, GroupId = null, Place = null }, rules).Reason.ShouldBe(AdmissionReason.SenderIsBot);
        AdmissionPolicy.Decide(Update() with { IsBot = true }, rules with { AllowBots = true }).Outcome.ShouldBe(AdmissionOutcome.Admit);
    }

    [Fact]
    public void A_group_chat_outside_guilds_is_for_those_who_switched_it_on()
    {
        var chat = new GuildPlace(null, null, "5", "Team");
        var open = Rules(("*", new GuildRule(false))) with { Group = GroupPolicy.Open };
        Decide(open, chat).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(open with { GroupChats = new GroupChatRule(true) }, chat).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(open with { GroupChats = new GroupChatRule(true, []) }, chat).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(open with { GroupChats = new GroupChatRule(true, ["Team"]) }, chat).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        Decide(open with { GroupChats = new GroupChatRule(true, ["Team"], TrustsNames: true) }, chat).Outcome.ShouldBe(AdmissionOutcome.Admit);
        Decide(open with { GroupChats = new GroupChatRule(true, ["5"]) }, chat).Outcome.ShouldBe(AdmissionOutcome.Admit);
    }

    [Fact]
    public void Who_is_listed_for_direct_messages_is_not_for_a_guild_that_has_users() =>
        Decide(Rules(("100", new GuildRule(false, ["8"]))) with { AllowFrom = ["7"] }).Reason.ShouldBe(AdmissionReason.GroupSenderNotListed);

    [Fact]
    public void Where_no_guild_is_listed_an_open_policy_lets_all_in() =>
        Decide(Rules() with { Group = GroupPolicy.Open }, mentioned: true).Outcome.ShouldBe(AdmissionOutcome.Admit);

    [Fact]
    public void Where_no_list_is_configured_commands_are_everybodys_without_access_groups()
    {
        var rules = Rules(("100", new GuildRule(false))) with { UseAccessGroups = false, Ungated = UngatedCommands.Configured };
        Decide(rules, isCommand: true).IsCommandAuthorized.ShouldBeTrue();
        Decide(rules with { AllowFrom = ["1"] }, isCommand: true).Reason.ShouldBe(AdmissionReason.CommandNotAuthorized);
    }

    [Fact]
    public void A_place_goes_by_its_surest_entry()
    {
        var thread = new GuildPlace("100", "Friends", "55", "ideas", "5", "general");
        Key(thread, "*", "ideas", "general", "5", "55").ShouldBe("55");
        Key(thread, "*", "ideas", "general", "5").ShouldBe("5");
        Key(thread, "*", "ideas", "general").ShouldBe("general");
        Key(thread, "*", "ideas").ShouldBe("*");
        Key(General, "*", "general", "5").ShouldBe("5");
        Key(General, "*", "General").ShouldBe("General");
        Key(General with { ChannelName = "General" }, "General", "general").ShouldBe("general");
        Key(General with { ChannelName = "#Big Talk" }, "Big Talk").ShouldBe("Big Talk");
        Key(General with { ChannelName = "Big Talk" }, "#big talk", "Big Talk").ShouldBe("Big Talk", "the name as it is comes before one that is like it");
        Key(General with { ChannelName = "聊天" }, "*", "聊天").ShouldBe("聊天");
        Key(General with { ChannelName = "聊天" }, "*").ShouldBe("*");
        Key(General with { ChannelName = "*" }, "#*").ShouldBeNull();

        static string? Key(GuildPlace place, params string[] entries) =>
            GuildMap.FindChannel(entries.ToDictionary(static entry => entry, static _ => new GuildChannelRule(), StringComparer.Ordinal), place)?.Key;
    }

    [Fact]
    public void Without_a_place_nothing_comes_in() =>
        AdmissionPolicy.Decide(Update() with { Place = null }, Rules(("*", new GuildRule(false))) with { Group = GroupPolicy.Open }).Reason
            .ShouldBe(AdmissionReason.NoGroup);

    private static AdmissionDecision Decide(
        AccessRules rules, GuildPlace? place = null, string sender = "7", bool mentioned = false, MentionFacts? facts = null,
        bool isCommand = false, UpdateKind kind = UpdateKind.Message) =>
        AdmissionPolicy.Decide(
            Update() with
            {
                Kind = kind, Place = place ?? General, GroupId = (place ?? General).ChannelId, Sender = new SenderIdentity(sender),
                Mentions = facts ?? new MentionFacts(true, mentioned), IsControlCommand = isCommand,
            },
            rules);

    private static InboundUpdate Update() => new(
        "discord", UpdateKind.Message, true, new SenderIdentity("7"), "5", null, false, new MentionFacts(true, false), false, General);

    private static Dictionary<string, GuildChannelRule> Channels(params (string Id, GuildChannelRule Rule)[] rules) =>
        rules.ToDictionary(static entry => entry.Id, static entry => entry.Rule, StringComparer.Ordinal);

    private static GuildMap Map(bool trustsNames, params (string Id, GuildRule Rule)[] rules) =>
        new(rules.ToDictionary(static entry => entry.Id, static entry => entry.Rule, StringComparer.Ordinal), trustsNames);

    private static AccessRules Rules((string Id, GuildRule Rule) entry, GroupPolicy policy) => Rules(entry) with { Group = policy };

    private static AccessRules Rules(params (string Id, GuildRule Rule)[] rules) => new(
        DmPolicy.Pairing, [], new ApprovedSenders("discord", []), GroupPolicy.Allowlist, null, GroupMap.Empty, Guilds: Map(false, rules));
}
