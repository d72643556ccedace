using System.Text.RegularExpressions;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Tests.Values;

/// <summary>Runs of characters are found as the patterns in their place would find them in a text that nothing long came before.</summary>
public sealed class CharacterRunsTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 2_000).Select(Text)];

    [Theory]
    [InlineData(1, "[ \t]+")]
    [InlineData(2, "[ \t]{2,}")]
    public void A_run_has_one_text_in_its_place(int shortest, string pattern)
    {
        foreach (string text in Texts)
        {
            CharacterRuns.Replace(text, static each => each is ' ' or '\t', "#", shortest).ShouldBe(Pattern(pattern).Replace(text, "#"), text);
        }
    }

    [Fact]
    public void White_space_is_one_blank()
    {
        foreach (string text in Texts)
        {
            CharacterRuns.OneBlank(text).ShouldBe(Pattern(@"\s+").Replace(text, " "), text);
        }
    }

    [Fact]
    public void No_blank_stands_at_a_lines_edge()
    {
        foreach (string text in Texts)
        {
            CharacterRuns.WithoutEdges(text).TrimEnd(' ').ShouldBe(Pattern(" ?\n ?").Replace(Pattern(@"[ \t]+").Replace(text, " "), "\n").Trim(' '), text);
        }
    }

    [Fact]
    public void Blank_lines_are_where_the_pattern_says()
    {
        foreach (string text in Texts)
        {
            CharacterRuns.BlankLines(text).ShouldBe(Pattern(@"\n[\t ]*\n+").Matches(text).Select(static match => match.Index..(match.Index + match.Length)), text);
        }
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));

    private static string Text(int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => " \t\n\r\u00a0a-"[random.Next(7)]));
    }
}
