using Moltbot.Runner.Memory;

namespace Moltbot.Runner.Tests.Memory;

/// <summary>How notes are cut into parts that are found as one.</summary>
public sealed class MemoryChunksTests
{
    [Fact]
    public void A_heading_begins_a_part_and_a_title_stays_with_what_follows()
    {
        const string Text = "# Notes\n\n## Milk\nAnn drinks oat milk.\n\n## Tea\nGreen.\n";
        Parts(Text).ShouldBe(["1-5 # Notes|## Milk|Ann drinks oat milk.", "6-7 ## Tea|Green."]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n\t\n")]
    public void What_has_but_blanks_is_none(string text) => MemoryChunks.Of(text).ShouldBeEmpty();

    [Fact]
    public void A_long_section_is_cut_between_paragraphs_and_the_next_part_repeats_the_end_of_the_one_before()
    {
        // Five paragraphs of three lines of 151 units each, with a blank line between them.
        string text = string.Join("\n", Enumerable.Range(0, 5).Select(paragraph => string.Concat(Enumerable.Range(0, 3).Select(line => $"p{paragraph}l{line}".PadRight(150, '.') + "\n"))));
        IReadOnlyList<MemoryChunk> chunks = MemoryChunks.Of(text);
        chunks.Select(static chunk => (chunk.FirstLine, chunk.LastLine)).ShouldBe([(1, 12), (10, 19)]);
        text[chunks[1].Start..].ShouldStartWith("p2l1");
        chunks.ShouldAllBe(static chunk => chunk.End - chunk.Start <= MemoryChunks.Size);
    }

    [Fact]
    public void A_line_that_is_too_long_is_cut_between_characters()
    {
        string text = "before\n" + string.Concat(Enumerable.Repeat("😀", 2000)) + "\nbehind";
        IReadOnlyList<MemoryChunk> chunks = MemoryChunks.Of(text);
        chunks.Select(static chunk => (chunk.FirstLine, chunk.LastLine)).ShouldBe([(1, 1), (2, 2), (2, 2), (2, 3)]);
        chunks.ShouldAllBe(chunk => !char.IsLowSurrogate(text[chunk.Start]) && !char.IsHighSurrogate(text[chunk.End - 1]));
    }

    /// <summary>Whatever it is made of: every character is in a part, no part is too long, and lines are numbered as they stand.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_is_lost(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 50; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(8) switch
            {
                0 => "\n", 1 => "# head\n", 2 => new string('x', random.Next(5000)) + "\n", 3 => "\r\n", 4 => string.Concat(Enumerable.Repeat("ä€😀 ", random.Next(300))) + "\n",
                _ => new string('w', random.Next(200)) + "\n",
            }));
            int covered = 0;
            foreach (MemoryChunk chunk in MemoryChunks.Of(text))
            {
                (chunk.End - chunk.Start).ShouldBeInRange(1, MemoryChunks.Size);
                text.AsSpan(covered, Math.Max(0, chunk.Start - covered)).IsWhiteSpace().ShouldBeTrue($"seed {seed}, round {round}");
                (covered - chunk.Start).ShouldBeLessThanOrEqualTo(MemoryChunks.Overlap + 1);
                chunk.FirstLine.ShouldBe(1 + text.AsSpan(0, chunk.Start).Count('\n'), $"seed {seed}, round {round}");
                chunk.LastLine.ShouldBe(1 + text.AsSpan(0, chunk.End - 1).Count('\n'), $"seed {seed}, round {round}");
                covered = chunk.End;
            }

            text.AsSpan(covered).IsWhiteSpace().ShouldBeTrue();
        }
    }

    private static IEnumerable<string> Parts(string text) => MemoryChunks.Of(text).Select(chunk =>
        $"{chunk.FirstLine}-{chunk.LastLine} {string.Join('|', text[chunk.Start..chunk.End].Split('\n', StringSplitOptions.RemoveEmptyEntries))}");
}
