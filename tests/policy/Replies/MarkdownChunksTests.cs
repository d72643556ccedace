using Moltbot.Policy.Replies.Chunking;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Replies;

public sealed class MarkdownChunksTests
{
    [Theory]
    [InlineData("", 5, "")]
    [InlineData("any text", 0, "any text")]
    [InlineData("12345", 5, "12345")]
    [InlineData("aa bb", 5, "aa bb")]
    [InlineData("😀", 1, "😀")]
    [InlineData("aa bb cc", 6, "aa bb|cc")]
    [InlineData("aa bb  cc", 6, "aa bb| cc")]
    [InlineData("aaaa\n\nbb", 5, "aaaa|bb")]
    [InlineData("1234567", 5, "12345|67")]
    [InlineData("aa\n```\nb\n```", 9, "aa|```\nb\n```")]
    [InlineData("```\naa\nbb\ncc\n```", 12, "```\naa\n```|```\nbb\n```|```\ncc\n```")]
    [InlineData("```\n1234567890\n```", 12, "```\n1234\n```|```\n5678\n```|```\n90\n```")]
    [InlineData("~~~~js\n1234567890\n~~~~", 16, "~~~~js\n1234\n~~~~|~~~~js\n5678\n~~~~|~~~~js\n90\n~~~~")]
    [InlineData("```\n\naaaaaaaa\n```", 10, "```\n\n```|```\naa\n```|```\naa\n```|```\naa\n```|```\naa\n```")]
    [InlineData(" ```\n1234567890\n ```", 14, " ```\n1234\n ```| ```\n5678\n ```| ```\n90\n ```")]
    public void Code_that_does_not_fit_is_closed_in_one_piece_and_opened_in_the_next(string text, int limit, string pieces) =>
        string.Join('|', MarkdownChunks.ByLength(text, limit)).ShouldBe(pieces);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Nothing_is_no_piece(int limit) => MarkdownChunks.ByLength("", limit).ShouldBeEmpty();

    [Theory]
    [InlineData("```\n😀😀😀😀\n```", 8)]
    [InlineData("```\n😀😀😀😀\n```", 9)]
    [InlineData("```python\n😀😀😀😀\n```", 15)]
    [InlineData("```python\nabcdefgh\n```", 14)]
    [InlineData("```python\nabcdefgh\n```", 15)]
    [InlineData("```python\nabcdefgh\n```", 5)]
    [InlineData("```\nabcdefgh\n```", 3)]
    [InlineData("```\nabcdefgh\n```", 4)]
    [InlineData("```\n\n\n\n\n\n\n\n```", 8)]
    public void Where_there_is_no_room_to_open_code_again_it_is_cut_all_the_same(string text, int limit)
    {
        var pieces = MarkdownChunks.ByLength(text, limit);

        pieces.ShouldAllBe(piece => piece.Length <= limit);
        Letters(string.Concat(pieces)).ShouldBe(Letters(text));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(30)]
    public void No_piece_is_too_long_and_no_letter_is_lost(int limit)
    {
        var random = new Random(7);
        string[] parts = ["aa ", "b", "\n", "\n\n", "\n```\n", "\n```x\n", "\n~~~~\n", "(", ")", "😀", "  "];
        for (var round = 0; round < LongRuns.Rounds(ordinary: 500); round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => parts[random.Next(parts.Length)]));

            var pieces = MarkdownChunks.ByLength(text, limit);

            pieces.ShouldAllBe(piece => piece.Length > 0 && piece.Length <= limit, text);
            Letters(string.Concat(pieces)).ShouldBe(Letters(text), text);
        }
    }

    [Fact]
    public void Each_paragraph_is_a_piece_and_a_long_one_several() =>
        MarkdownChunks.ByParagraph("a\n\n```\naa\nbb\n```\n\nc", 12).ShouldBe(["a", "```\naa\n```", "```\nbb\n```", "c"]);

    private static string Letters(string text) => string.Concat(text.Where(static c => c is 'a' or 'b' or 'c' or 'd' or 'e' or 'f' or 'g' || char.IsSurrogate(c)));
}
