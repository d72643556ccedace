using Moltbot.Policy.Replies.Chunking;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Replies;

public sealed class TallChunksTests
{
    [Fact]
    public void Code_that_does_not_fit_is_closed_and_opened_again()
    {
        string code = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"line{i:00}"));

        var pieces = TallChunks.Cut($"before\n```js\n{code}\n```\nafter", 2000, 17);

        pieces.Count.ShouldBe(3);
        pieces.ShouldAllBe(piece => piece.Split('\n').Count(line => line.StartsWith("```", StringComparison.Ordinal)) % 2 == 0);
        pieces[1].ShouldStartWith("```js\nline");
        pieces.SelectMany(piece => piece.Split('\n')).Where(line => line.StartsWith("line", StringComparison.Ordinal)).Count().ShouldBe(30);
    }

    [Fact]
    public void A_long_line_of_code_does_not_run_into_the_line_that_opens_it()
    {
        var pieces = TallChunks.Cut($"```js\n{new string('x', 300)}\n```", 100, 17);

        pieces.ShouldAllBe(piece => piece.StartsWith("```js\nx", StringComparison.Ordinal) && piece.EndsWith("x\n```", StringComparison.Ordinal));
        string.Concat(pieces).Count(static c => c == 'x').ShouldBe(300);
    }

    [Theory]
    [InlineData("", 5, 5, "")]
    [InlineData("12345", 5, 17, "12345")]
    [InlineData("123456", 5, 17, "12345|6")]
    [InlineData("a\nb", 100, 2, "a\nb")]
    [InlineData("a\nb", 100, 1, "a|b")]
    [InlineData("a\nb\nc\nd\ne", 100, 2, "a\nb|c\nd|e")]
    [InlineData("a\n\n\nb", 100, 2, "a\n|b")]
    [InlineData("\n\n\n", 100, 1, "")]
    [InlineData("aaaa bbbb cccc", 9, 17, "aaaa bbbb| cccc")]
    [InlineData("aaaa bbbb", 4, 17, "aaaa| bbb|b")]
    [InlineData("aaaa\nbbbb\nc", 9, 17, "aaaa\nbbbb|c")]
    [InlineData("aaaa\nbbbb\nc", 10, 17, "aaaa\nbbbb|c")]
    [InlineData("ab\nc", 0, 0, "a|b|c")]
    [InlineData("aaaa\nbbbb", 7, 17, "aaaa|bbbb")]
    [InlineData("aaaa\nbbbbbbb", 7, 17, "aaaa|bbbbbbb")]
    [InlineData("aaaa\nbbbbbbbb", 7, 17, "aaaa\nbb|bbbbbb")]
    [InlineData("  \n ", 4, 2, "  \n ")]
    public void A_piece_is_filled_and_words_stay_whole_where_they_can(string text, int maxChars, int maxLines, string pieces) =>
        string.Join('|', TallChunks.Cut(text, maxChars, maxLines)).ShouldBe(pieces);

    [Theory]
    [InlineData("```\na\nb\nc\n```", 100, 3, "```\na\n```|```\nb\n```|```\nc\n```")]
    [InlineData("~~~\na\n```\nb\n~~~", 100, 3, "~~~\na\n~~~|~~~\n```\n~~~|~~~\nb\n~~~")]
    [InlineData("````\na\n```\nb\n````", 100, 3, "````\na\n````|````\n```\n````|````\nb\n````")]
    [InlineData("```js\naaaaaaaaaaaaaaaaaaaaaa\n```", 20, 17, "```js\naaaaaaaaaa\n```|```js\naaaaaaaaaa\n```|```js\naa\n```")]
    [InlineData("```jsx\naaaaaaaaaaaaaaaaaaaaaa", 20, 17, "```jsx\naaaaaaaaaaaaa|aaaaaaaaa")]
    [InlineData("```\na\nb", 100, 2, "```\na\n```|```\nb\n```")]
    [InlineData("a\n```\nb\n```\nc", 100, 4, "a\n```\nb\n```|c")]
    [InlineData("aaaaaaaaaaaaaa\n```\nb\n```", 20, 17, "aaaaaaaaaaaaaa|```\nb\n```")]
    [InlineData("aaaaaaaaaaa\n``` x\nb\n```", 20, 17, "aaaaaaaaaaa|``` x\nb\n```")]
    [InlineData("```\naaaaaaa\n``````\nbbbb", 20, 17, "```\naaaaaaa\n``````|bbbb")]
    [InlineData("```\naaa\n``````````\nbbbb", 20, 17, "```\naaa\n``````````|bbbb")]
    [InlineData("```\n\n\n\n```", 100, 3, "```\n```|```\n```|```\n\n```")]
    [InlineData("a b c\n```\nd e f g h i\n```", 16, 17, "a b c\n```\nd \n```|```\ne f g h \n```|```\ni\n```")]
    public void A_block_of_code_is_closed_and_opened_again(string text, int maxChars, int maxLines, string pieces) =>
        string.Join('|', TallChunks.Cut(text, maxChars, maxLines)).ShouldBe(pieces);

    [Theory]
    [InlineData("Reasoning:\n_one\ntwo\nthree_", 100, 2, "Reasoning:\n_one_|_two\nthree_")]
    [InlineData("Reasoning:\n_one\n _two\nthree_ ", 100, 2, "Reasoning:\n_one_| _two\nthree_ ")]
    [InlineData("Reasoning:\n_one\n two\nthree_", 100, 2, "Reasoning:\n_one_| _two\nthree_")]
    [InlineData("Reasoning:\n_aaaa\nbbbbbbbbbbbbbbbb_", 16, 17, "Reasoning:|_aaaa\nbbbbbbbb_|_bbbbbbbb_")]
    [InlineData("Reasoning:\n_one\ntwo\nthree", 100, 2, "Reasoning:\n_one|two\nthree")]
    [InlineData("Reasons:\n_one\ntwo\nthree_", 100, 2, "Reasons:\n_one|two\nthree_")]
    [InlineData("Reasoning:\n_one_\n\n", 100, 3, "Reasoning:\n_one_\n")]
    public void Reasoning_is_in_italics_in_each_piece(string text, int maxChars, int maxLines, string pieces) =>
        string.Join('|', TallChunks.Cut(text, maxChars, maxLines)).ShouldBe(pieces);

    [Fact]
    public void Each_paragraph_is_a_piece_and_a_tall_one_several()
    {
        TallChunks.CutByParagraph("a\nb\nc\n\nd", 100, 2).ShouldBe(["a\nb", "c", "d"]);
        TallChunks.CutByParagraph("ab", 0, 0).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Nothing_is_no_piece() => TallChunks.Cut("", 5, 5).ShouldBeEmpty();

    [Fact]
    public void A_fence_is_never_cut_in_half()
    {
        var pieces = TallChunks.Cut(new string('a', 96) + "\n```python\nprint()\n```", 100, 17);

        pieces.ShouldBe([new string('a', 96), "```python\nprint()\n```"]);
    }

    [Fact]
    public void A_character_of_two_units_is_never_cut_in_half()
    {
        var pieces = TallChunks.Cut(string.Concat(Enumerable.Repeat("😀", 60)), 25, 17);

        pieces.ShouldAllBe(piece => !char.IsLowSurrogate(piece.First()) && !char.IsHighSurrogate(piece.Last()));
        string.Concat(pieces).Length.ShouldBe(120);
    }

    [Theory]
    [InlineData(1999, false)]
    [InlineData(1990, false)]
    [InlineData(1990, true)]
    [InlineData(2000, true)]
    public void What_is_left_of_a_piece_makes_no_further_piece_small(int before, bool isCode)
    {
        string text = (isCode ? "```js\n" : "") + new string('a', before) + "\n" + new string('b', 500_000) + (isCode ? "\n```" : "");

        var pieces = TallChunks.Cut(text, 2000, 17);

        pieces.ShouldAllBe(piece => piece.Length <= 2000);
        pieces.Count.ShouldBeLessThan(text.Length / 1_980 + 3);
        string.Concat(pieces).Count(static c => c == 'b').ShouldBe(500_000);
    }

    [Theory]
    [InlineData(2000, 17)]
    [InlineData(120, 5)]
    [InlineData(40, 2)]
    [InlineData(20, 1)]
    public void Whatever_is_cut_no_piece_is_too_long_and_no_word_is_lost(int maxChars, int maxLines)
    {
        var random = new Random(11);
        string[] parts = ["word ", "\n", "\n\n", "```\n", "```js\n", "~~~~\n", "\n```\n", "averyveryverylongwordwithoutanyspace", "😀", "- item\n", "Reasoning:\n_", "_", "   "];
        for (var round = 0; round < LongRuns.Rounds(ordinary: 2_000); round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => parts[random.Next(parts.Length)]));

            var pieces = TallChunks.Cut(text, maxChars, maxLines);

            pieces.ShouldAllBe(piece => piece.Length <= maxChars, text);
            Letters(string.Concat(pieces)).ShouldBeGreaterThanOrEqualTo(Letters(text), text);
        }
    }

    // What opens a block is said again in each of its pieces.
    private static int Letters(string text) => text.Count(static c => c is 'w' or 'v');
}
