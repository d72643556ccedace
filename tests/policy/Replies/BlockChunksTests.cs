using Moltbot.Policy.Replies.Chunking;

namespace Moltbot.Policy.Tests.Replies;

public sealed class BlockChunksTests
{
    [Theory]
    [InlineData(BlockBreak.Paragraph, "short", 0)]
    [InlineData(BlockBreak.Paragraph, "ten chars.\n\nmore", 12)]
    [InlineData(BlockBreak.Paragraph, "one\n\ntwo three four", 0)]
    [InlineData(BlockBreak.Paragraph, "ten chars!\nnext li", 0)]
    [InlineData(BlockBreak.Newline, "ten chars!\nnext li", 11)]
    [InlineData(BlockBreak.Newline, "ten chars. next li", 0)]
    [InlineData(BlockBreak.Sentence, "ten chars. next li", 11)]
    [InlineData(BlockBreak.Paragraph, "a line of text\nthat goes on without", 15)]
    [InlineData(BlockBreak.Paragraph, "One two. three four five six", 20)]
    [InlineData(BlockBreak.Paragraph, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 20)]
    [InlineData(BlockBreak.Paragraph, "aaaaaaaaaaaaaaaaaaaa", 20)]
    [InlineData(BlockBreak.Paragraph, "aaaaaaaaaaaaaaaaaaa", 0)]
    [InlineData(BlockBreak.Paragraph, "aaaaaaaaaaaa bbbbbbbbbb", 13)]
    [InlineData(BlockBreak.Paragraph, "12345678\n\n", 10)]
    [InlineData(BlockBreak.Paragraph, "1234567\n\nx", 0)]
    [InlineData(BlockBreak.Newline, "123456789\n", 10)]
    [InlineData(BlockBreak.Newline, "ten chars\n\nab\ncd", 11)]
    [InlineData(BlockBreak.Sentence, "ten chars. a\nnext", 13)]
    [InlineData(BlockBreak.Sentence, "ten chars! next li", 11)]
    [InlineData(BlockBreak.Sentence, "ten chars? next li", 11)]
    [InlineData(BlockBreak.Sentence, "ten chars, next li", 0)]
    public void A_block_ends_where_a_reader_would_pause(BlockBreak preference, string rest, int expected) =>
        new BlockChunks(10, 20, preference).Next(rest).ShouldBe(expected);

    [Fact]
    public void Code_is_never_cut_and_waited_for()
    {
        var blocks = new BlockChunks(10, 20, BlockBreak.Paragraph);
        const string Open = "```\nline one\n\nline two\n\nline three\n";

        blocks.Next(Open).ShouldBe(0);
        blocks.Next(Open + "```").ShouldBe(0, "it may go on: ```x would not close it");
        blocks.Next(Open + "```\nmore").ShouldBe(Open.Length + 3);
        blocks.Next("Look at this\n" + Open).ShouldBe(13);
    }

    [Theory]
    [InlineData(BlockBreak.Paragraph, "\nab")]
    [InlineData(BlockBreak.Sentence, " ab")]
    public void Nothing_ends_a_block_that_has_not_begun(BlockBreak preference, string rest) => new BlockChunks(1, 5, preference).Next(rest).ShouldBe(0);

    [Theory]
    [InlineData("newline", BlockBreak.Newline)]
    [InlineData("sentence", BlockBreak.Sentence)]
    [InlineData("paragraph", BlockBreak.Paragraph)]
    [InlineData("", BlockBreak.Paragraph)]
    [InlineData(null, BlockBreak.Paragraph)]
    public void What_ends_a_block_goes_by_its_name(string? name, BlockBreak expected) => BlockChunks.BreakOf(name).ShouldBe(expected);

    [Fact]
    public void A_text_that_ends_within_a_character_is_no_error() =>
        new BlockChunks(2, 5, BlockBreak.Paragraph).Next("aaaa\uD83D").ShouldBe(5);

    [Fact]
    public void No_character_is_cut_in_half() =>
        new BlockChunks(2, 5, BlockBreak.Paragraph).Next("aaaa😀😀").ShouldBe(4);

    [Fact]
    public void Blocks_and_the_rest_make_the_text_again()
    {
        string text = string.Join("\n\n", Enumerable.Range(0, 40).Select(i => $"Paragraph {i}. " + new string('x', i * 3)));
        var blocks = new BlockChunks(100, 200, BlockBreak.Paragraph);
        var found = new List<string>();
        for (int at = 0, next; (next = blocks.Next(text[at..])) > 0; at += next)
        {
            found.Add(text.Substring(at, next));
        }

        found.ShouldAllBe(block => block.Length >= 100 && block.Length <= 200);
        text.ShouldStartWith(string.Concat(found));
        (text.Length - found.Sum(block => block.Length)).ShouldBeLessThan(200);
    }
}
