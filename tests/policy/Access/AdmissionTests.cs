using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Mentions;
using Moltbot.Policy.Access.Pairing;

namespace Moltbot.Policy.Tests.Access;

/// <summary>The one door for updates; attacks C2 to C5.</summary>
public sealed class AdmissionTests
{
    public static TheoryData<UpdateKind> Kinds => [.. Enum.GetValues<UpdateKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_stranger_gets_through_with_no_kind_of_update(UpdateKind kind)
    {
        var direct = AdmissionPolicy.Decide(Update(kind), Rules());
        direct.Outcome.ShouldBe(
            kind is UpdateKind.Message or UpdateKind.Command ? AdmissionOutcome.OfferPairing : AdmissionOutcome.Drop);
        direct.Reason.ShouldBe(AdmissionReason.DmSenderUnknown);
        direct.IsCommandAuthorized.ShouldBeFalse();

        var group = AdmissionPolicy.Decide(Update(kind, group: "-1"), Rules());
        group.Outcome.ShouldBe(AdmissionOutcome.Drop);
        group.Reason.ShouldBe(AdmissionReason.GroupSenderNotListed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Nobody_is_admitted_without_an_id(string? id)
    {
        var open = Rules() with { Dm = DmPolicy.Open, AllowFrom = ["*"], Group = GroupPolicy.Open };
        AdmissionPolicy.Decide(Update(sender: id), open).Reason.ShouldBe(AdmissionReason.NoSender);
        AdmissionPolicy.Decide(Update(sender: id, group: "-1"), open).Reason.ShouldBe(AdmissionReason.NoSender);
    }

    [Fact]
    public void An_id_matches_whole_or_not_at_all()
    {
        var rules = Rules() with { Dm = DmPolicy.Allowlist, AllowFrom = ["123456"] };
        foreach (var id in (string[])["23456", "12345", "1234567", "0123456", "-123456", "*"])
        {
            AdmissionPolicy.Decide(Update(sender: id), rules).Outcome.ShouldBe(AdmissionOutcome.Drop, id);
        }

        AdmissionPolicy.Decide(Update(sender: "123456"), rules).Outcome.ShouldBe(AdmissionOutcome.Admit);
    }

    [Fact]
    public void A_groups_id_in_a_list_of_senders_admits_nobody()
    {
        var rules = Rules() with { AllowFrom = ["-100"], GroupAllowFrom = ["-100"] };
        AdmissionPolicy.Decide(Update(sender: "7", group: "-100"), rules).Reason.ShouldBe(AdmissionReason.GroupSenderNotListed);
    }

    [Fact]
    public void An_approval_by_code_does_not_open_groups()
    {
        var rules = Rules() with { Approved = new ApprovedSenders("telegram", ["7"]) };
        AdmissionPolicy.Decide(Update(), rules).Reason.ShouldBe(AdmissionReason.DmSenderApproved);
        AdmissionPolicy.Decide(Update(group: "-1"), rules).Outcome.ShouldBe(AdmissionOutcome.Drop);
    }

    [Fact]
    public void Empty_lists_are_nobody()
    {
        AdmissionPolicy.Decide(Update(), Rules() with { Dm = DmPolicy.Allowlist }).Outcome.ShouldBe(AdmissionOutcome.Drop);
        AdmissionPolicy.Decide(Update(group: "-1"), Rules() with { AllowFrom = ["7"], GroupAllowFrom = [] }).Outcome
            .ShouldBe(AdmissionOutcome.Drop);
    }

    [Fact]
    public void Disabled_stops_listed_senders_too()
    {
        var rules = Rules() with { Dm = DmPolicy.Disabled, Group = GroupPolicy.Disabled, AllowFrom = ["7", "*"] };
        AdmissionPolicy.Decide(Update(), rules).Reason.ShouldBe(AdmissionReason.DmDisabled);
        AdmissionPolicy.Decide(Update(group: "-1"), rules).Reason.ShouldBe(AdmissionReason.GroupsDisabled);
    }

    [Fact]
    public void What_we_sent_ourselves_is_not_looked_at() =>
        AdmissionPolicy.Decide(Update() with { IsOwn = true }, Rules() with { AllowFrom = ["7"] }).Reason.ShouldBe(AdmissionReason.OwnUpdate);

    [Fact]
    public void In_a_group_only_what_is_addressed_to_us_is_answered()
    {
        var rules = Rules() with { AllowFrom = ["7"] };
        var silent = AdmissionPolicy.Decide(Update(group: "-1"), rules);
        silent.Outcome.ShouldBe(AdmissionOutcome.KeepAsContext);
        silent.Reason.ShouldBe(AdmissionReason.NotMentioned);

        AdmissionPolicy.Decide(Update(group: "-1", mentioned: true), rules).Outcome.ShouldBe(AdmissionOutcome.Admit);
        AdmissionPolicy.Decide(Update(group: "-1") with { IsControlCommand = true }, rules).Outcome.ShouldBe(AdmissionOutcome.Admit);
        AdmissionPolicy.Decide(Update(group: "-1"), rules with { RequireMention = false }).Outcome.ShouldBe(AdmissionOutcome.Admit);
    }

    [Fact]
    public void A_map_of_groups_admits_those_it_names()
    {
        var rules = Rules() with { Group = GroupPolicy.Open, Groups = Map(("-1", new(RequireMention: false))) };
        AdmissionPolicy.Decide(Update(group: "-1"), rules).Outcome.ShouldBe(AdmissionOutcome.Admit);
        AdmissionPolicy.Decide(Update(group: "-2"), rules).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        AdmissionPolicy.Decide(Update(group: " "), rules).Reason.ShouldBe(AdmissionReason.NoGroup);
    }

    [Fact]
    public void A_group_that_is_switched_off_is_off_whatever_else_is_open()
    {
        var rules = Rules() with { Group = GroupPolicy.Open, AllowFrom = ["*"], RequireMention = false };
        var off = new GroupRule(IsEnabled: false);
        AdmissionPolicy.Decide(Update(group: "-1"), rules with { Groups = Map(("-1", off)) }).Reason.ShouldBe(AdmissionReason.GroupDisabled);
        AdmissionPolicy.Decide(Update(group: "-2"), rules with { Groups = Map(("-1", off)) }).Reason.ShouldBe(AdmissionReason.GroupNotListed);
        AdmissionPolicy.Decide(Update(group: "-1"), rules with { Groups = Map(("-1", off), ("*", new())) }).Reason.ShouldBe(AdmissionReason.GroupDisabled);
        AdmissionPolicy.Decide(Update(group: "-2"), rules with { Groups = Map(("-1", new()), ("*", off)) }).Reason.ShouldBe(AdmissionReason.GroupDisabled);
        AdmissionPolicy.Decide(Update(group: "-1"), rules with { Groups = Map(("-1", new()), ("*", off)) }).Outcome.ShouldBe(AdmissionOutcome.Admit);
    }

    [Fact]
    public void A_topic_that_is_switched_off_is_off_and_its_group_is_not()
    {
        var topics = new Dictionary<string, GroupRule>(StringComparer.Ordinal) { ["5"] = new(IsEnabled: false) };
        foreach (var listed in (string[])["-1", "*"])
        {
            var rules = Rules() with { Group = GroupPolicy.Open, RequireMention = false, Groups = Map((listed, new(Topics: topics))) };
            AdmissionPolicy.Decide(Update(group: "-1") with { TopicId = "5" }, rules).Reason.ShouldBe(AdmissionReason.TopicDisabled);
            AdmissionPolicy.Decide(Update(group: "-1") with { TopicId = "6" }, rules).Outcome.ShouldBe(AdmissionOutcome.Admit);
            AdmissionPolicy.Decide(Update(group: "-1"), rules).Outcome.ShouldBe(AdmissionOutcome.Admit);
        }
    }

    [Theory]
    [InlineData(GroupPolicy.Open)]
    [InlineData(GroupPolicy.Allowlist)]
    public void A_groups_own_list_stands_for_the_accounts_and_binds_an_open_one_too(GroupPolicy policy)
    {
        var topics = new Dictionary<string, GroupRule>(StringComparer.Ordinal) { ["5"] = new(AllowFrom: ["5"]), ["6"] = new(AllowFrom: []) };
        var rules = Rules() with
        {
            Group = policy, AllowFrom = ["7"], GroupAllowFrom = ["7"], RequireMention = false, Groups = Map(("-1", new(AllowFrom: ["1"], Topics: topics))),
        };
        foreach (var (sender, topic) in ((string, string?)[])[("7", null), ("7", "5"), ("1", "5"), ("1", "6"), ("7", "6")])
        {
            AdmissionPolicy.Decide(Update(sender: sender, group: "-1") with { TopicId = topic }, rules).Reason
                .ShouldBe(AdmissionReason.GroupSenderNotListed, $"{sender} in {topic}");
        }

        var listed = AdmissionPolicy.Decide(Update(sender: "1", group: "-1") with { IsControlCommand = true }, rules);
        listed.Outcome.ShouldBe(AdmissionOutcome.Admit);
        listed.IsCommandAuthorized.ShouldBeTrue();
        AdmissionPolicy.Decide(Update(sender: "5", group: "-1") with { TopicId = "5" }, rules).Outcome.ShouldBe(AdmissionOutcome.Admit);
    }

    [Fact]
    public void In_an_open_group_commands_stay_with_those_a_list_names()
    {
        var rules = Rules() with { Group = GroupPolicy.Open, AllowFrom = ["1"], RequireMention = false };
        var command = Update(group: "-1") with { IsControlCommand = true };
        AdmissionPolicy.Decide(command, rules).Reason.ShouldBe(AdmissionReason.CommandNotAuthorized);
        AdmissionPolicy.Decide(Update(UpdateKind.Command, group: "-1"), rules).Reason.ShouldBe(AdmissionReason.CommandNotAuthorized);
        AdmissionPolicy.Decide(command with { Sender = new SenderIdentity("1") }, rules).Outcome.ShouldBe(AdmissionOutcome.Admit);
    }

    [Fact]
    public void A_decision_names_the_entry_and_gives_no_more_than_it_says()
    {
        var rules = Rules() with { AllowFrom = ["7"] };
        var direct = AdmissionPolicy.Decide(Update(), rules);
        (direct.Reason, direct.Match.Key, direct.IsCommandAuthorized, direct.WasMentioned).ShouldBe((AdmissionReason.DmSenderListed, "7", true, true));
        var context = AdmissionPolicy.Decide(Update(group: "-1"), rules);
        (context.Outcome, context.Match.Key, context.IsCommandAuthorized, context.WasMentioned).ShouldBe((AdmissionOutcome.KeepAsContext, "7", false, false));
        var dropped = AdmissionPolicy.Decide(Update(sender: "8"), rules);
        (dropped.Match.Allowed, dropped.IsCommandAuthorized, dropped.WasMentioned).ShouldBe((false, false, false));
        AdmissionPolicy.Decide(Update(), Rules() with { Dm = DmPolicy.Open }).Reason.ShouldBe(AdmissionReason.DmOpen);
    }

    [Fact]
    public void Without_access_groups_a_list_binds_commands_only_where_there_is_one()
    {
        var open = Rules() with { Dm = DmPolicy.Open, Group = GroupPolicy.Open, UseAccessGroups = false, Ungated = UngatedCommands.Configured };
        AdmissionPolicy.Decide(Update(), open).IsCommandAuthorized.ShouldBeTrue();
        AdmissionPolicy.Decide(Update(group: "-1", mentioned: true), open).IsCommandAuthorized.ShouldBeTrue();
        foreach (var bound in (AccessRules[])[open with { AllowFrom = ["1"] }, open with { Approved = new ApprovedSenders("telegram", ["1"]) }])
        {
            AdmissionPolicy.Decide(Update(), bound).IsCommandAuthorized.ShouldBeFalse();
        }

        AdmissionPolicy.Decide(Update(group: "-1", mentioned: true), open with { AllowFrom = ["1"] }).IsCommandAuthorized.ShouldBeFalse();
    }

    [Fact]
    public void What_was_said_in_the_chat_matters_only_where_the_mention_decides()
    {
        var rules = Rules() with { AllowFrom = ["7"] };
        AdmissionPolicy.DependsOnActivation(Update(group: "-1"), rules).ShouldBeTrue();
        AdmissionPolicy.DependsOnActivation(Update(group: "-1"), rules with { RequireMention = false }).ShouldBeTrue();
        AdmissionPolicy.DependsOnActivation(Update(group: "-1", mentioned: true), rules).ShouldBeFalse();
        AdmissionPolicy.DependsOnActivation(Update(group: "-1") with { Mentions = new MentionFacts(true, false, IsImplicit: true) }, rules).ShouldBeFalse();
        AdmissionPolicy.DependsOnActivation(Update(UpdateKind.Reaction, group: "-1"), rules).ShouldBeFalse();
        AdmissionPolicy.DependsOnActivation(Update(sender: "8", group: "-1"), rules).ShouldBeFalse();
        AdmissionPolicy.DependsOnActivation(Update(), rules).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true, true, false, false, true)]
    [InlineData(false, true, false, false, false)]
    [InlineData(true, false, false, false, false)]
    [InlineData(true, true, true, false, false)]
    [InlineData(true, true, false, true, false)]
    public void A_command_stands_for_a_mention_only_where_one_is_missing(bool isGroup, bool required, bool mentioned, bool anyMention, bool bypassed) =>
        MentionGate.Decide(isGroup, required, new MentionFacts(true, mentioned, anyMention), allowTextCommands: true, isControlCommand: true, isCommandAuthorized: true)
            .Bypassed.ShouldBe(bypassed);

    [Fact]
    public void Of_the_forms_of_a_senders_id_the_owners_counts()
    {
        CommandOwners.Decide(["b", "b"], ["a", "b"], isCommandAuthorized: true, enforceOwners: true).SenderId.ShouldBe("b");
        CommandOwners.Decide(["c"], ["a", "b"], isCommandAuthorized: true, enforceOwners: true).ShouldSatisfyAllConditions(
            owners => owners.SenderId.ShouldBe("a"), owners => owners.IsAuthorized.ShouldBeFalse());
        CommandOwners.Decide(["c"], [], isCommandAuthorized: true, enforceOwners: false).ShouldSatisfyAllConditions(
            owners => owners.SenderId.ShouldBeNull(), owners => owners.IsAuthorized.ShouldBeTrue());
    }

    private static InboundUpdate Update(
        UpdateKind kind = UpdateKind.Message, string? sender = "7", string? group = null, bool mentioned = false) =>
        new("telegram", kind, group is not null, new SenderIdentity(sender), group, null, false, new MentionFacts(true, mentioned), false);

    private static GroupMap Map(params (string Id, GroupRule Rule)[] rules) =>
        new(rules.ToDictionary(static entry => entry.Id, static entry => entry.Rule, StringComparer.Ordinal));

    private static AccessRules Rules() => new(
        DmPolicy.Pairing, [], new ApprovedSenders("telegram", []), GroupPolicy.Allowlist, null, GroupMap.Empty);
}
