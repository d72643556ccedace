using Moltbot.Policy.Exec.Approvals;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>What an approver types means one thing; attack E9.</summary>
public sealed class ApproveCommandTests
{
    [Theory]
    [InlineData("allow deny")]
    [InlineData("deny allow")]
    [InlineData("once session")]
    [InlineData("a1 always wait no")]
    [InlineData("always a1 no")]
    [InlineData("deny a 1")]
    [InlineData("a1 yes")]
    [InlineData("a1")]
    [InlineData("")]
    [InlineData(null)]
    public void What_reads_in_two_ways_is_no_answer(string? arguments) => ApproveCommand.Parse(arguments).ShouldBeNull();

    [Theory]
    [InlineData("a1 once", "allow-once")]
    [InlineData("Always a1", "allow-always")]
    [InlineData("a1 Allow", "allow")]
    [InlineData("session a1", "allow-session")]
    [InlineData("a1  block", "deny")]
    public void An_id_and_a_word_stand_in_either_order(string arguments, string word) => ApproveCommand.Parse(arguments).ShouldBe(new ApproveCommand("a1", word));

    [Theory]
    [InlineData("allow-once", "once allow-once allowonce")]
    [InlineData("allow-session", "session allow-session allowsession")]
    [InlineData("allow-always", "always allow-always allowalways")]
    [InlineData("deny", "deny reject block")]
    public void Each_word_for_a_decision_is_taken(string decision, string words) =>
        words.Split(' ').ShouldAllBe(word => ApproveCommand.Parse($"a1 {word}") == new ApproveCommand("a1", decision));

    [Theory]
    [InlineData(null, true, true, "allow", "allow-once")]
    [InlineData("always", false, false, "allow", "allow-once")]
    [InlineData("per-session", true, false, "allow", "allow-session")]
    [InlineData("per-session", true, false, "allow-always", "allow-session")]
    [InlineData("once", true, true, "allow", "allow-always")]
    [InlineData("once", true, false, "allow", "allow-session")]
    [InlineData("once", true, true, "allow-once", "allow-once")]
    [InlineData("once", true, true, "deny", "deny")]
    public void Allow_lasts_as_long_as_the_mode_says_and_no_longer_than_is_offered(string? mode, bool session, bool always, string word, string decision)
    {
        var offer = ApprovalMode.Offer(ApprovalMode.Parse(mode), ApprovalMode.Parse(mode)?.Ask ?? Moltbot.Policy.Exec.Documents.ExecAsk.OnMiss, isRememberable: always);
        (offer.Session, offer.Always).ShouldBe((session, always));
        offer.Read(word).ShouldBe(ApprovalDecisions.Parse(decision));
        offer.Words.ShouldContain(decision);
        offer.Read("yes").ShouldBeNull();
    }

    [Fact]
    public void What_is_not_offered_becomes_the_next_that_is()
    {
        new ApprovalOffer(Session: false, Always: false).Read("allow-always").ShouldBe(ApprovalDecision.AllowOnce);
        new ApprovalOffer(Session: false, Always: false).Read("allow-session").ShouldBe(ApprovalDecision.AllowOnce);
        new ApprovalOffer(Session: true, Always: false).Read("allow-always").ShouldBe(ApprovalDecision.AllowSession);
        new ApprovalOffer(Session: false, Always: true).Words.ShouldBe(["allow-once", "allow-always", "deny"]);
        ApprovalMode.Offer(null, Moltbot.Policy.Exec.Documents.ExecAsk.Always, isRememberable: false).ShouldBe(new ApprovalOffer(false, false), "who is asked every time has nothing to remember");
    }

    [Fact]
    public void An_id_has_an_end()
    {
        ApprovalId.IsValid(new string('a', ApprovalId.MaxLength)).ShouldBeTrue();
        ApprovalId.IsValid(new string('a', ApprovalId.MaxLength + 1)).ShouldBeFalse();
    }

    [Fact]
    public void A_request_waits_until_its_time_and_not_in_it()
    {
        ApprovalLife.IsOver(1_000, 999).ShouldBeFalse();
        ApprovalLife.IsOver(1_000, 1_000).ShouldBeTrue();
        ApprovalLife.Of(0).ShouldBe(TimeSpan.FromMilliseconds(1));
        ApprovalLife.Of(long.MaxValue).ShouldBe(ApprovalLife.Longest);
        ApprovalLife.ExpiresAt(1_000, TimeSpan.Zero).ShouldBe(1_001);
        ApprovalLife.ExpiresAt(1_000, TimeSpan.FromDays(2)).ShouldBe(1_000 + (24 * 60 * 60 * 1_000));
    }

    [Theory]
    [InlineData("4f0c1d2e-0000-4000-8000-000000000000", true)]
    [InlineData("a1", true)]
    [InlineData("deny", false)]
    [InlineData("ALWAYS", false)]
    [InlineData("12345678", false)]
    [InlineData("a b", false)]
    [InlineData("a\nb", false)]
    [InlineData("\u00e9", false)]
    [InlineData("", false)]
    public void What_names_an_approval_is_nothing_else(string id, bool expected) => ApprovalId.IsValid(id).ShouldBe(expected);
}
