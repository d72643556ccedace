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
