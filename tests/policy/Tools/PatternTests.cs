using Moltbot.Policy.Tests.Tools.Reference;
using Moltbot.Policy.Tools;
using Moltbot.Policy.Tools.Patterns;
using Moltbot.Policy.Tools.Rules;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>Patterns of tools: what they fit, and that none of them costs much or opens anything.</summary>
public sealed class PatternTests
{
    [Fact]
    public void A_glob_fits_what_the_naive_one_fits()
    {
        var random = new Random(7);
        int rounds = LongRuns.Rounds(ordinary: 200_000, full: 1_000_000), fitted = 0;
        for (var round = 0; round < rounds; round++)
        {
            var pattern = Text(random, "ab*", 9);
            var name = Text(random, "ab", 9);
            var expected = NaiveLists.Glob(pattern, name);
            (ToolGlob.IsOne(pattern) ? new ToolGlob(pattern).Matches(name) : pattern == name).ShouldBe(expected, $"{pattern} on {name}");
            fitted += expected ? 1 : 0;
        }

        fitted.ShouldBeGreaterThan(rounds / 40);
    }

    [Fact]
    public void Braces_stand_for_what_the_naive_ones_stand_for()
    {
        var random = new Random(11);
        int rounds = LongRuns.Rounds(ordinary: 100_000, full: 1_000_000), several = 0;
        for (var round = 0; round < rounds; round++)
        {
            var text = Text(random, "ab,{}{}", 14);
            var expected = NaiveLists.Expand(text);
            BraceExpansion.Expand(text).ShouldBe(expected, text);
            several += expected.Count > 1 ? 1 : 0;
        }

        several.ShouldBeGreaterThan(rounds / 20);
    }

    [Fact]
    public void A_pattern_that_would_be_tried_for_ever_is_tried_once()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", 500)) + "b";
        var name = new string('a', ToolNames.MaxLength);
        new ToolGlob(pattern).Matches(name).ShouldBeFalse();
        new ToolGlob(string.Concat(Enumerable.Repeat("*a", 60)) + "*b").Matches(name).ShouldBeFalse();
        new ToolGlob(string.Concat(Enumerable.Repeat("*a", 60)) + "*").Matches(name).ShouldBeTrue();
    }

    [Theory]
    [InlineData("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}")]
    [InlineData("{{{{{{{{{a}}}}}}}}}")]
    public void Braces_that_stand_for_too_much_are_not_expanded(string text)
    {
        BraceExpansion.Expand(text).ShouldBeNull();
        ToolEntry.ProblemOf($"! {text}").ShouldBe("stands for more than 256 patterns, or its braces are nested too deep");
        ToolEntry.ProblemOf(new string('a', ToolEntry.MaxLength + 1)).ShouldBe("is longer than 1024 characters");
        ToolEntry.ProblemOf(new string('a', ToolEntry.MaxLength)).ShouldBeNull();
        BraceExpansion.Expand($"{{{string.Join(',', Enumerable.Repeat("a", 256))}}}")!.Count.ShouldBe(256);
        BraceExpansion.Expand($"{{{string.Join(',', Enumerable.Repeat("a", 257))}}}").ShouldBeNull();
        ToolEntry.ProblemOf("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}").ShouldBeNull();
    }

    [Theory]
    [InlineData("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}", null)]
    [InlineData(null, "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}")]
    [InlineData("*", "!{{{{{{{{{a}}}}}}}}}")]
    public void A_list_that_cannot_be_read_lets_nothing_through(string? allow, string? deny)
    {
        var rule = ToolRule.Compile(
            ToolLayer.Global, "tools",
            ToolEntry.Of(allow is null ? null : ["*", allow], "tools.allow"), ToolEntry.Of(deny is null ? null : [deny], "tools.deny"), ToolVocabulary.Core);
        var scope = new ToolScope([rule], ToolVocabulary.Core);
        foreach (var tool in ToolVocabulary.Core.Tools.Append("a").Append("unknown"))
        {
            scope.Decide(tool).ShouldBe(new ToolDecision(false, ToolLayer.Global), tool);
        }
    }

    [Theory]
    [InlineData("aba*aba", "aba", false)]
    [InlineData("aba*aba", "ababa", false)]
    [InlineData("aba*aba", "abaaba", true)]
    [InlineData("a**b", "ab", true)]
    [InlineData("***", "", true)]
    [InlineData("a*b*a", "aba", true)]
    [InlineData("a*ba*a", "aba", false)]
    public void What_stands_before_and_behind_a_star_is_not_the_same_text(string pattern, string name, bool fits) => new ToolGlob(pattern).Matches(name).ShouldBe(fits);

    [Theory]
    [InlineData("nothing_of_this_name")]
    [InlineData("group:nope")]
    [InlineData("{}")]
    [InlineData("{,}")]
    [InlineData("!*")]
    public void An_allow_list_that_names_no_tool_allows_none(string entry)
    {
        var rule = ToolRule.Compile(ToolLayer.Global, "tools", ToolEntry.Of([entry], "tools.allow"), null, ToolVocabulary.Core);
        var scope = new ToolScope([rule], ToolVocabulary.Core);
        ToolVocabulary.Core.Tools.ShouldAllBe(tool => !scope.Decide(tool).Allowed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\t\n")]
    public void What_can_be_no_name_is_no_tool_even_where_everything_is_allowed(string name)
    {
        var scope = new ToolScope([], ToolVocabulary.Core);
        scope.Decide(name).ShouldBe(default);
        scope.Decide(new string('x', ToolNames.MaxLength + 1)).ShouldBe(default);
        scope.Decide("exec").Allowed.ShouldBeTrue();
    }

    [Fact]
    public void A_plugin_cannot_take_a_name_of_the_core_over()
    {
        var vocabulary = new ToolVocabulary(
            ToolGroups.CoreTools,
            [
                new("read", ["evil"]), new("group:fs", ["evil"]), new("bash", ["evil"]), new("Lobster", ["lobster_a", "Lobster_B"]),
            ]);
        vocabulary.NamesOf("read").ShouldBe(["read"]);
        vocabulary.NamesOf("exec").ShouldBe(["exec"]);
        vocabulary.NamesOf("group:fs").ShouldBe(["read", "write", "edit", "apply_patch"]);
        vocabulary.NamesOf("lobster").ShouldBe(["lobster_a", "lobster_b"]);
        vocabulary.Unmatched(["read", "web_*", "!cron", "lobster", "no_such", "x*y", " ", "group:nope"]).ShouldBe(["no_such", "x*y", "group:nope"]);
    }

    private static string Text(Random random, string letters, int most) =>
        new([.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => letters[random.Next(letters.Length)])]);
}
