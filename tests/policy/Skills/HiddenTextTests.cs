using Moltbot.Policy.Skills.Scanning;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>What a person does not see of a skill, or takes for something else.</summary>
public sealed class HiddenTextTests
{
    [Theory]
    [InlineData("a\u200bb", "200B")]
    [InlineData("a\u00adb", "00AD")]
    [InlineData("a\u2060b", "2060")]
    [InlineData("a\ufe0fb", "FE0F")]
    [InlineData("\ufe0f", "FE0F")]
    [InlineData("\u200d", "200D")]
    [InlineData("a\u200db", "200D")]
    [InlineData("1\u200d2", "200D")]
    [InlineData("\U0001f469\u200d", "200D")]
    [InlineData("\U0001f469\u200dx", "200D")]
    [InlineData("\U0001f469\u200d1", "200D")]
    [InlineData("x\u200d\U0001f469", "200D")]
    [InlineData("\u2764\ufe0f\ufe0f", "FE0F")]
    [InlineData("\u2764\ufe0f\u200d\ufe0f", "200D")]
    [InlineData("1\ufe0f", "FE0F")]
    [InlineData("1\ufe0f2", "FE0F")]
    [InlineData("/\ufe0f\u20e3", "FE0F")]
    [InlineData(":\ufe0f\u20e3", "FE0F")]
    [InlineData("\u218b\ufe0f", "FE0F")]
    [InlineData("\u2c00\ufe0f", "FE0F")]
    [InlineData("\U0001eef1\ufe0f", "FE0F")]
    [InlineData("\U0001fb00\ufe0f", "FE0F")]
    [InlineData("a\rb", "000D")]
    [InlineData("a\fb", "000C")]
    [InlineData("a\u0085b", "0085")]
    [InlineData("a\u2028b", "2028")]
    [InlineData("a\u2029b", "2029")]
    [InlineData("a\u001b[8mb", "001B")]
    [InlineData("\u00a0 \u2003 a\u202eb", "202E")]
    public void A_character_that_is_not_seen_is_a_danger(string text, string point) =>
        Found(text).ShouldContain(found => found.Severity == SkillSeverity.Danger && found.Line == 6 && found.Text.StartsWith($"a character that is not seen, U+{point}: ", StringComparison.Ordinal), string.Join('\n', Found(text)));

    [Theory]
    [InlineData("plain\ttext\u3000全角")]
    [InlineData("\u26a0\ufe0f")]
    [InlineData("\u00a9\ufe0f \u00ae\ufe0f \u203c\ufe0f \u2049\ufe0f \u2122\ufe0f \u2139\ufe0f \u3030\ufe0f \u303d\ufe0f \u3297\ufe0f \u3299\ufe0f")]
    [InlineData("\u2190\ufe0f \u2bff\ufe0f \U0001f000\ufe0f \U0001faf8\ufe0f")]
    [InlineData("0\ufe0f\u20e3 5\ufe0f\u20e3 9\ufe0f\u20e3 #\ufe0f\u20e3 *\ufe0f\u20e3")]
    [InlineData("\U0001f469\u200d\U0001f4bb")]
    [InlineData("\u2764\ufe0f\u200d\U0001f525")]
    [InlineData("\U0001f9d4\U0001f3fd\u200d\u2642\ufe0f")]
    [InlineData("Привет, καλημέρα, 今天天气, “quoted” – and so on…")]
    public void What_belongs_to_a_picture_or_a_language_hides_nothing(string text) => Found(text).ShouldBeEmpty(string.Join('\n', Found(text)));

    [Fact]
    public void One_finding_a_line_is_enough() =>
        Found("a\u200bb\u200bc\nd\u202ee").Select(static found => (found.Line, found.Text)).ShouldBe(
            [(6, "a character that is not seen, U+200B: a\\u{200b}b\\u{200b}c"), (7, "a character that is not seen, U+202E: d\\u{202e}e")]);

    [Fact]
    public void An_odd_space_is_a_warning() =>
        Found("a\u00a0b\u2003c").ShouldHaveSingleItem().ShouldBe(new SkillFinding(SkillSeverity.Warning, "text.hidden", "SKILL.md", 6, "a character that is not seen, U+00A0: a\\u{a0}b\\u{2003}c"));

    [Theory]
    [InlineData("Ign\u043ere it", "U+043E: Ign\\u{43e}re it")]
    [InlineData("\uff43url it", "U+FF43: \\u{ff43}url it")]
    [InlineData("\U0001d41cat", "U+1D41C: \\u{1d41c}at")]
    [InlineData("see \U0001d41c", "U+1D41C: see \\u{1d41c}")]
    public void A_letter_that_looks_like_another_is_a_warning(string text, string shown) =>
        Found(text).ShouldHaveSingleItem().ShouldBe(new SkillFinding(SkillSeverity.Warning, "text.lookalike", "SKILL.md", 6, "a letter that looks like another, " + shown));

    [Fact]
    public void Windows_ends_its_lines_with_two_characters() => Found("a\r\nb\r\n").ShouldBeEmpty();

    private static IReadOnlyList<SkillFinding> Found(string text) => SkillScanner.Scan(SkillFolders.Words("\n" + text)).Findings;
}
