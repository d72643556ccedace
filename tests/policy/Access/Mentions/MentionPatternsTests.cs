using Moltbot.Policy.Access.Mentions;

namespace Moltbot.Policy.Tests.Access.Mentions;

public sealed class MentionPatternsTests
{
    /// <summary>Needs 2^n steps where it does not match.</summary>
    private const string Explosive = "^(a+)+$";

    private static readonly string Hostile = new string('a', 64) + "!";

    [Fact]
    public void A_pattern_that_would_take_for_ever_is_no_match() => new MentionPatterns([Explosive]).Match(Hostile).ShouldBeFalse();

    [Fact]
    public void One_slow_pattern_does_not_hide_the_next() => new MentionPatterns([Explosive, "!$"]).Match(Hostile).ShouldBeTrue();

    [Fact]
    public void A_text_that_stalls_one_pattern_after_the_other_is_given_up() =>
        new MentionPatterns([.. Enumerable.Repeat(Explosive, 2), "!$"]).Match(Hostile).ShouldBeFalse();
}
