using System.Text;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Text;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>A text that is approved does not look like another; attack E9.</summary>
public sealed class LookalikeTests
{
    [Theory]
    [InlineData("c\u0430t x", @"c\u{430}t x")]
    [InlineData("\u0441\u043e\u0440\u0443 x", @"\u{441}\u{43e}\u{440}\u{443} x")]
    [InlineData("\u0421\u041e\u0420\u0423 x", @"\u{421}\u{41e}\u{420}\u{423} x")]
    [InlineData("\u03bd\u03bf x", @"\u{3bd}\u{3bf} x")]
    [InlineData("\u0391\u0392 x", @"\u{391}\u{392} x")]
    [InlineData("\u0578\u057d x", @"\u{578}\u{57d} x")]
    [InlineData("\u0301a", @"\u{301}a")]
    [InlineData("curl https://g\u03bfod.example", @"curl https://g\u{3bf}od.example")]
    [InlineData("rm a\uff0fb", @"rm a\u{ff0f}b")]
    [InlineData("rm a\u2215b", @"rm a\u{2215}b")]
    [InlineData("rm \u2010rf", @"rm \u{2010}rf")]
    [InlineData("echo \u2018x\u2019", @"echo \u{2018}x\u{2019}")]
    [InlineData("echo a\u037e b", @"echo a\u{37e} b")]
    [InlineData("echo a\u01c0b", @"echo a\u{1c0}b")]
    [InlineData("echo \U0001d5ba", @"echo \u{1d5ba}")]
    [InlineData("echo l\u0131st", @"echo l\u{131}st")]
    [InlineData("echo \u13a0\u13aa", @"echo \u{13a0}\u{13aa}")]
    [InlineData("echo \u0967", @"echo \u{967}")]
    [InlineData("echo 2\u00d72", @"echo 2\u{d7}2")]
    [InlineData("a\U0001d159b", @"a\u{1d159}b")]
    [InlineData("a\u0334b", @"a\u{334}b")]
    [InlineData("a\u0338b", @"a\u{338}b")]
    [InlineData("a\u20d0b", @"a\u{20d0}b")]
    [InlineData("a\u20f0b", @"a\u{20f0}b")]
    [InlineData("a\ufe00b", @"a\u{fe00}b")]
    [InlineData("a\ufe0fb", @"a\u{fe0f}b")]
    [InlineData("a\U000e0100b", @"a\u{e0100}b")]
    [InlineData("a\U000e01efb", @"a\u{e01ef}b")]
    [InlineData("a\u0591b", @"a\u{591}b")]
    [InlineData("a\u08ffb", @"a\u{8ff}b")]
    [InlineData("a\ufb1db", @"a\u{fb1d}b")]
    [InlineData("a\ufdffb", @"a\u{fdff}b")]
    [InlineData("a\ufe70b", @"a\u{fe70}b")]
    [InlineData("a\U0001e800b", @"a\u{1e800}b")]
    [InlineData("a\u20ddb", @"a\u{20dd}b")]
    [InlineData("-\u0301", @"-\u{301}")]
    [InlineData("a\u0301\u0302\u0303\u0304", @"a" + "\u0301\u0302" + @"\u{303}\u{304}")]
    public void What_looks_like_another_is_written_out(string text, string shown) => HostileText.Visible(text).ShouldBe(shown);

    [Theory]
    [InlineData("echo 'h\u00e9llo w\u00f6rld'")]
    [InlineData("echo '\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440'")]
    [InlineData("echo '\u03ba\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1 \u03ba\u03cc\u03c3\u03bc\u03b5'")]
    [InlineData("echo \u0444\u0430\u0439\u043b1")]
    [InlineData("echo \u6587\u4ef6abc \U0001f600")]
    [InlineData("echo \u30d5\u30a1\u30a4\u30eb")]
    [InlineData("echo 'Vi\u1ec7t ph\u01a1\u0309 e\u0302\u0301'")]
    [InlineData("echo '\u0e17\u0e35\u0e48'")]
    [InlineData("echo '\u0939\u093f\u0928\u094d\u0926\u0940'")]
    public void What_people_write_in_their_languages_stays_readable(string text) => HostileText.Visible(text).ShouldBe(text);

    [Theory]
    [InlineData(0x7, 0x7f, 0x85, 0x200b, 0xad, 0x2028, 0x2029, 0x2003, 0x3000, 0xe000, 0x378)]
    [InlineData(0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0, 0x1d159)]
    [InlineData(0x180b, 0x180f, 0xfe00, 0xfe0f, 0xe0100, 0xe01ef)]
    public void What_shows_nothing_of_itself_hides(params int[] characters)
    {
        foreach (var character in characters)
        {
            HostileText.Hides(new Rune(character)).ShouldBeTrue($"{character:x}");
            HostileText.Visible($"a{new Rune(character)}b").ShouldBe($@"a\u{{{character:x}}}b");
        }

        HostileText.Hides(new Rune(' ')).ShouldBeFalse();
        HostileText.Hides(new Rune('a')).ShouldBeFalse();
    }

    [Fact]
    public void Paths_of_programs_are_shown_in_ascii_and_a_path_of_two_writings_is_no_other()
    {
        var shown = new ApprovalRequestText("a", "ls", 0) { Programs = "/bin/l\u0455, /bin/\u0432\u0435\u0440\\x, /bin/\u202els" }.Shown()!;
        shown.Programs.ShouldBe(@"/bin/l\u{455}, /bin/\u{432}\u{435}\u{440}\\x, /bin/\u{202e}ls");
        HostileText.Ascii(@"/bin/\u{202e}").ShouldBe(@"/bin/\\u{202e}");
        HostileText.Ascii(@"/bin/a\b").ShouldBe(@"/bin/a\b");
    }

    [Fact]
    public void No_two_texts_of_any_writing_look_the_same()
    {
        var random = new Random(6);
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] pieces = ["a", "\u0430", "\u0431", "\\", "u{430}", "\u0301", "\u2010", "-", @"\u{430}", " ", "\uff0f", "\u05d0"];
        for (var round = 0; round < LongRuns.Rounds(ordinary: 100_000); round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
            foreach (var (way, seen) in new[] { ("v", HostileText.Visible(text)), ("a", HostileText.Ascii(text)) })
            {
                shown.TryAdd(way + seen, text);
                shown[way + seen].ShouldBe(text);
            }
        }
    }

    [Fact]
    public void Nothing_but_ascii_is_shown_unless_it_is_a_letter_a_mark_or_a_picture()
    {
        for (var value = 0x80; value < 0x3000; value++)
        {
            if (Rune.IsValid(value) && HostileText.Visible(new Rune(value).ToString()) == new Rune(value).ToString())
            {
                (Rune.IsLetter(new Rune(value)) || Rune.IsSymbol(new Rune(value)) || Rune.IsPunctuation(new Rune(value)) || Rune.IsNumber(new Rune(value))).ShouldBeTrue($"{value:x}");
            }
        }
    }
}
