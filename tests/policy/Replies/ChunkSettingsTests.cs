using Moltbot.Policy.Configuration;
using Moltbot.Policy.Replies.Chunking;

namespace Moltbot.Policy.Tests.Replies;

public sealed class ChunkSettingsTests
{
    [Theory]
    [InlineData("telegram", 4000)]
    [InlineData("discord", 2000)]
    [InlineData("zalo", 2000)]
    [InlineData("zalouser", 2000)]
    [InlineData("line", 5000)]
    [InlineData("tlon", 10000)]
    [InlineData("twitch", 500)]
    [InlineData(null, 4000)]
    public void A_platform_takes_so_much(string? channel, int limit) => ChunkSettings.PlatformLimit(channel).ShouldBe(limit);

    [Theory]
    [InlineData("telegram", "{}", 4000, 4000)]
    [InlineData("telegram", "{telegram:{botToken:'1:a',textChunkLimit:100}}", 100, 100)]
    [InlineData("telegram", "{telegram:{botToken:'1:a',textChunkLimit:9000}}", 4000, 4000)]
    [InlineData("telegram", "{telegram:{textChunkLimit:100,accounts:{default:{botToken:'1:a',textChunkLimit:50}}}}", 50, 50)]
    [InlineData("discord", "{discord:{token:'t'}}", 2000, 1992)]
    [InlineData("discord", "{discord:{token:'t',textChunkLimit:1995}}", 1995, 1992)]
    [InlineData("discord", "{discord:{token:'t',textChunkLimit:10}}", 10, 10)]
    public void A_message_is_as_long_as_configured_and_its_platform_takes(string channel, string channels, int limit, int literal)
    {
        var document = ConfigLoader.Load(new ConfigSource("moltbot.json", $"{{channels:{channels}}}"), new ConfigLoadOptions()).Config!;

        ChunkSettings.LimitOf(document, channel, "default").ShouldBe(limit);
        ChunkSettings.LiteralLimitOf(document, channel, "default").ShouldBe(literal);
        ChunkSettings.FitsLiterally(document, channel, "default", new string('x', literal)).ShouldBeTrue();
        ChunkSettings.FitsLiterally(document, channel, "default", new string('x', literal + 1)).ShouldBeFalse();
    }

    [Fact]
    public void A_text_that_could_end_the_block_of_code_around_it_does_not_fit_there()
    {
        var document = ConfigLoader.Load(new ConfigSource("moltbot.json", "{}"), new ConfigLoadOptions()).Config!;

        ChunkSettings.FitsLiterally(document, "discord", "default", "a ``` b").ShouldBeFalse();
        ChunkSettings.FitsLiterally(document, "discord", "default", "a `` b").ShouldBeTrue();
        ChunkSettings.FitsLiterally(document, "telegram", "default", "a ``` b").ShouldBeTrue();
    }

    [Theory]
    [InlineData(10.0, 20.0, 30.0, 10)]
    [InlineData(null, 20.0, 30.0, 20)]
    [InlineData(null, null, 30.0, 30)]
    [InlineData(null, null, null, 4000)]
    [InlineData(0.0, 20.0, 30.0, 30)]
    [InlineData(-1.0, null, 0.5, 4000)]
    [InlineData(1.0, null, null, 1)]
    [InlineData(1.9, null, null, 1)]
    [InlineData(null, 1e12, null, 4000)]
    [InlineData(null, 2147483647.0, null, int.MaxValue)]
    public void The_nearest_limit_that_is_one_holds(double? account, double? channel, double? fallback, int limit) =>
        ChunkSettings.ResolveLimit(account, channel, fallback).ShouldBe(limit);

    [Theory]
    [InlineData(true, true, "a|```\nb\n```|```\nc\n```")]
    [InlineData(true, false, "a\n|```\nb\n```|```\nc\n```")]
    [InlineData(false, true, "a|```\nb\nc|```")]
    [InlineData(false, false, "a\n\n```\nb|c\n```")]
    public void A_text_is_cut_as_the_account_says(bool isMarkdown, bool byParagraph, string pieces) =>
        string.Join('|', new ChunkSettings(10, byParagraph).Cut("a\n\n```\nb\nc\n```", isMarkdown)).ShouldBe(pieces);
}
