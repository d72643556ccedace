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

    [Fact]
    public void A_pattern_is_tried_without_case() => new MentionPatterns(["@Bot"]).Match("hey @BOT").ShouldBeTrue();

    [Fact]
    public void An_agents_own_patterns_come_before_the_general_ones_and_those_before_its_name()
    {
        MentionPatterns.Choose(["own"], ["general"], "Clawd", null).ShouldBe(["own"]);
        MentionPatterns.Choose(null, ["general"], "Clawd", null).ShouldBe(["general"]);
        MentionPatterns.Choose([], ["general"], "Clawd", null).ShouldBeEmpty();
        MentionPatterns.Choose(null, null, " Clawd  Bot ", "🦞").ShouldBe([@"\b@?Clawd\s+Bot\b", "🦞"]);
        new MentionPatterns(MentionPatterns.Choose(null, null, "Clawd Bot", null)).Match("clawd   bot!").ShouldBeTrue();
    }

    [Theory]
    [InlineData("hi@botthere", "hi there")]
    [InlineData("hi @bot  there", "hi there")]
    [InlineData("hi@491234567there", "hi there")]
    public void A_mention_leaves_a_gap(string text, string stripped) => MentionText.StripMentions(text, new MentionPatterns(["@bot"])).ShouldBe(stripped);

    [Theory]
    [InlineData("Alice: before\n[Current message - respond to this] Bob: hello\\nworld", "hello world")]
    [InlineData("[12:00] Bob:  hello\n  world", "hello world")]
    public void A_message_is_read_without_what_stands_around_it(string text, string stripped) => MentionText.StripStructure(text).ShouldBe(stripped);

    [Fact]
    public void A_text_without_letters_mentions_nobody()
    {
        new MentionPatterns([".*"]).Match(null).ShouldBeFalse();
        new MentionPatterns([".*"]).Match("\u200b").ShouldBeFalse();
        MentionText.Normalize("@B\u200bot").ShouldBe("@bot");
        new MentionPatterns(["(", "ok"]).Sources.ShouldBe(["ok"]);
    }
}
