using Moltbot.Policy.Replies.Chunking;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Replies;

public sealed class TextChunksTests
{
    [Theory]
    [InlineData("", 5, "")]
    [InlineData("any text", 0, "any text")]
    [InlineData("any text", -1, "any text")]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "12345|6")]
    [InlineData("aa bb cc", 6, "aa bb|cc")]
    [InlineData("aa\nbb cc", 6, "aa|bb cc")]
    [InlineData("\naaa bbb", 6, "\naaa|bbb")]
    [InlineData(" aaabbb", 6, " aaabb|b")]
    [InlineData("aa (b c) d", 8, "aa|(b c) d")]
    [InlineData("(b c) d e", 7, "(b c)|d e")]
    [InlineData("a) b c d", 6, "a) b|c d")]
    [InlineData("((a) b c", 6, "((a) b|c")]
    [InlineData("aaa      bbb", 5, "aaa|bbb")]
    [InlineData("      bbb", 3, "bbb")]
    public void A_text_is_cut_where_a_reader_would_pause(string text, int limit, string pieces) =>
        string.Join('|', TextChunks.ByLength(text, limit)).ShouldBe(pieces);

    [Theory]
    [InlineData("", 5, true, "")]
    [InlineData("a\n\nb", 0, true, "a\n\nb")]
    [InlineData("a\r\n\r\nb\rc", 50, true, "a|b\nc")]
    [InlineData("a\r\rb", 50, true, "a|b")]
    [InlineData("one\ntwo", 50, true, "one\ntwo")]
    [InlineData("aa bb cc", 5, true, "aa|bb cc")]
    [InlineData("aa bb cc", 5, false, "aa bb cc")]
    [InlineData("aa bb", 5, true, "aa bb")]
    [InlineData("a\n \t\n\nb", 50, true, "a|b")]
    [InlineData("a  \n\n\n\n b\n\n", 50, true, "a| b")]
    [InlineData("a\n\naa bb cc\n\nb", 5, true, "a|aa|bb cc|b")]
    [InlineData("a\n\naa bb cc\n\nb", 5, false, "a|aa bb cc|b")]
    [InlineData("a\n\naa bb\n\nb", 5, true, "a|aa bb|b")]
    [InlineData("a\n\n```\nb\n\nc\n```\n\nd", 50, true, "a|```\nb\n\nc\n```|d")]
    [InlineData("\n\n~~~\nb\n\nc", 50, true, "~~~\nb\n\nc")]
    [InlineData("```\na\n~~~\n\nb\n```\n\nc", 50, true, "```\na\n~~~\n\nb\n```|c")]
    [InlineData("````\na\n```\n\nb\n````\n\nc", 50, true, "````\na\n```\n\nb\n````|c")]
    [InlineData("    ```\na\n\nb", 50, true, "    ```\na|b")]
    public void Each_paragraph_is_a_piece_and_blank_lines_of_code_are_none(string text, int limit, bool splitLong, string pieces) =>
        string.Join('|', TextChunks.ByParagraph(text, limit, splitLong)).ShouldBe(pieces);

    [Theory]
    [InlineData("a\nb", 5, "a|b")]
    [InlineData("a\n \n\nb", 5, "a|\n\nb")]
    [InlineData("a\n\n\n\n\n\n\nb", 4, "a|\n\n\nb")]
    [InlineData("a\n\n", 5, "a\n\n")]
    [InlineData("a\n", 5, "a\n")]
    [InlineData("\n\n", 5, "")]
    [InlineData("", 5, "")]
    [InlineData(" a ", 5, "a")]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "12345|6")]
    [InlineData("a\n\n12345", 5, "a|\n1234|5")]
    [InlineData("a\n\n1234", 5, "a|\n1234")]
    [InlineData("a\nb", 0, "a\nb")]
    [InlineData(" ", 0, "")]
    [InlineData("", 0, "")]
    [InlineData("1234567890ab", 5, "12345|67890|ab")]
    [InlineData("a\n\nb", 1, "a|b")]
    public void Each_line_is_a_piece_and_blank_lines_go_with_the_next(string text, int limit, string pieces) =>
        string.Join('|', TextChunks.ByLine(text, limit)).ShouldBe(pieces);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Nothing_is_no_piece(int limit)
    {
        TextChunks.ByLength("", limit).ShouldBeEmpty();
        TextChunks.ByParagraph("", limit).ShouldBeEmpty();
    }

    [Fact]
    public void Lines_stay_as_they_are_when_asked()
    {
        TextChunks.ByLine(" 123456 ", 5, splitLong: false).ShouldBe(["123456"]);
        TextChunks.ByLine(" 1 ", 5, trim: false).ShouldBe([" 1 "]);
        TextChunks.ByLine("123\uD83D\uDE00", 4).ShouldBe(["123", "\uD83D\uDE00"]);
    }

    [Theory]
    [InlineData("aaa\uD83D\uDE00b", 4, "aaa|\uD83D\uDE00b")]
    [InlineData("\uD83D\uDE00\uD83D\uDE00", 1, "\uD83D\uDE00|\uD83D\uDE00")]
    public void A_character_of_two_units_is_not_cut_in_half(string text, int limit, string pieces) =>
        string.Join('|', TextChunks.ByLength(text, limit)).ShouldBe(pieces);

    [Fact]
    public void Halves_without_the_other_are_cut_like_letters()
    {
        TextChunks.ByLength("\uD83D\uD83D", 1).ShouldBe(["\uD83D", "\uD83D"]);
        TextChunks.ByLength("\uDE00\uDE00", 1).ShouldBe(["\uDE00", "\uDE00"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(20)]
    public void No_piece_is_too_long_and_nothing_but_white_space_is_lost(int limit)
    {
        var random = new Random(5);
        string[] parts = ["a", "bc", " ", "\n", "(", ")", "\t"];
        for (var round = 0; round < LongRuns.Rounds(ordinary: 500); round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => parts[random.Next(parts.Length)]));

            var pieces = TextChunks.ByLength(text, limit);

            pieces.ShouldAllBe(piece => piece.Length > 0 && piece.Length <= limit, text);
            Words(string.Concat(pieces)).ShouldBe(Words(text));
        }
    }

    private static string Words(string text) => string.Concat(text.Where(static c => !char.IsWhiteSpace(c)));
}
