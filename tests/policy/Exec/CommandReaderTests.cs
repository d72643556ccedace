using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Text;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>Why a command is refused, in words, and what is kept of one that is not; attacks E2 and E3.</summary>
public sealed class CommandReaderTests
{
    [Theory]
    [InlineData("", "empty command")]
    [InlineData(" \t", "empty command")]
    [InlineData("ls |", "empty pipeline segment")]
    [InlineData("| ls", "empty pipeline segment")]
    [InlineData("ls | | wc", "empty pipeline segment")]
    [InlineData("ls | && wc", "empty pipeline segment")]
    [InlineData("ls &&", "unsupported shell token: &")]
    [InlineData("&& ls", "unsupported shell token: &")]
    [InlineData("ls ||", "unsupported shell token: ||")]
    [InlineData("|| ls", "unsupported shell token: ||")]
    [InlineData("ls ;", "unsupported shell token: ;")]
    [InlineData("ls ;; ls", "unsupported shell token: ;")]
    [InlineData("ls || wc ;", "unsupported shell token: ||")]
    [InlineData("ls |& wc", "unsupported shell token: |&")]
    [InlineData("ls &", "unsupported shell token: &")]
    [InlineData("ls $(x)", "unsupported shell token: $()")]
    [InlineData("ls $x", "unsupported shell token: $")]
    [InlineData("ls > x", "unsupported shell token: >")]
    [InlineData("ls < x", "unsupported shell token: <")]
    [InlineData("ls `x`", "unsupported shell token: `")]
    [InlineData("ls\nx", "unsupported shell token: \n")]
    [InlineData("ls\rx", "unsupported shell token: \r")]
    [InlineData("(ls", "unsupported shell token: (")]
    [InlineData("ls )", "unsupported shell token: )")]
    [InlineData("ls *", "unsupported shell token: *")]
    [InlineData("ls ?", "unsupported shell token: ?")]
    [InlineData("ls [a]", "unsupported shell token: [")]
    [InlineData("ls {a}", "unsupported shell token: {")]
    [InlineData("ls ~", "unsupported shell token: ~")]
    [InlineData("ls #", "unsupported shell token: #")]
    [InlineData("ls \\\n x", "unsupported shell token: \\ before a line break")]
    [InlineData("ls \\\r x", "unsupported shell token: \\ before a line break")]
    [InlineData("ls 'x", "unterminated shell quote/escape")]
    [InlineData("ls \"x", "unterminated shell quote/escape")]
    [InlineData("ls x\\", "unterminated shell quote/escape")]
    [InlineData("ls \"$x\"", "unsupported token in double quotes: $")]
    [InlineData("ls \"`x\"", "unsupported token in double quotes: `")]
    [InlineData("ls \"\\x\"", "unsupported token in double quotes: \\")]
    [InlineData("ls\u00a0x", "unsupported character")]
    [InlineData("ls \\\u202ex", "unsupported character")]
    [InlineData("ls '\0'", "unsupported character")]
    [InlineData("'' x", "empty program")]
    [InlineData("ls | ' ' x", "empty program")]
    [InlineData("ls; '' x; wc", "empty program")]
    public void What_is_refused_is_named(string command, string reason)
    {
        var read = CommandLine.Read(command);
        (read.Ok, read.Reason).ShouldBe((false, reason));
        read.Pipelines.ShouldBeEmpty();
    }

    [Fact]
    public void Each_program_keeps_the_words_as_they_were_written()
    {
        var read = CommandLine.Read(" a  'x y' | b\\ c ''&&d \"e\"f||g;h ");
        read.Segments.Select(static segment => segment.Raw).ShouldBe(["a  'x y'", "b\\ c ''", "d \"e\"f", "g", "h"]);
        read.Segments.Select(static segment => string.Join('+', segment.Argv)).ShouldBe(["a+x y", "b c+", "d+ef", "g", "h"]);
        read.Pipelines.Select(static pipeline => pipeline.Link).ShouldBe([ChainLink.Always, ChainLink.OnSuccess, ChainLink.OnFailure, ChainLink.Always]);
        read.IsChain.ShouldBeTrue();
        CommandLine.Read("a | b").IsChain.ShouldBeFalse();
    }

    [Fact]
    public void A_chain_is_written_as_it_is_linked() =>
        CommandText.Of(CommandLine.Read("a|b&&c||d;e 'x y' ''").Pipelines).ShouldBe("a | b && c || d ; e 'x y' ''");

    [Theory]
    [InlineData("a\U0001f600b", true)]
    [InlineData("", true)]
    [InlineData("a\0", false)]
    public void A_text_can_be_handed_on_unchanged_or_not(string text, bool isExact) => HostileText.IsExact(text).ShouldBe(isExact);

    [Fact]
    public void Half_a_character_cannot_be_handed_on()
    {
        // Built here: no attribute can hold half a surrogate pair.
        HostileText.IsExact("a" + '\ud83d').ShouldBeFalse();
        HostileText.IsExact('\ude00' + "a").ShouldBeFalse();
        HostileText.IsExact('\ud83d' + "a").ShouldBeFalse();
        HostileText.IsExact("\U0001f600" + '\ude00').ShouldBeFalse();
    }
}
