using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Conversations;

namespace Moltbot.Policy.Tests.Conversations;

/// <summary>What is made shorter in a prompt. The window has 1,000 tokens, which count as 4,000 characters; results of more than 200 are trimmed to 50 and 50.</summary>
public sealed class ContextPruningTests
{
    private const int Window = 1_000;

    private static readonly ContextPruningConfig Config = new()
    {
        Enabled = true, KeepLastAssistants = 1, MinPrunableToolChars = 0, SoftTrimMaxChars = 200, SoftTrimHeadChars = 50, SoftTrimTailChars = 50, Placeholder = "[gone]",
    };

    /// <summary>A conversation as <c>kind:characters</c>, and for a result <c>r:tool:characters</c>; expected are the numbers that are trimmed (t) or cleared (c).</summary>
    [Theory]
    [InlineData("below the first share nothing is done", "u:100 a:100 r:read:900 a:90", "")]
    [InlineData("from there on results are trimmed", "u:100 a:100 r:read:900 a:100", "2t")]
    [InlineData("short ones are not", "u:1000 a:100 r:read:200 r:read:200 a:100", "")]
    [InlineData("but longer ones", "u:1000 a:100 r:read:200 r:read:900 a:100", "3t")]
    [InlineData("behind the assistant's last words nothing is", "u:100 a:100 r:read:900 a:100 r:read:900", "2t")]
    [InlineData("before a person's first words nothing is", "a:100 r:read:900 u:100 a:100 r:read:900 a:10", "4t")]
    [InlineData("where nobody spoke nothing is", "a:100 r:read:2900 a:100", "")]
    [InlineData("where that is enough nothing is cleared", "u:1000 a:100 r:read:3000 a:100", "2t")]
    [InlineData("else the oldest is cleared, and more until it is", "u:1500 a:100 r:read:200 r:read:200 a:100 r:read:200 a:10", "2c 3c")]
    [InlineData("as far as there are results", "u:3900 a:100 r:read:200 a:100", "2c")]
    public void What_is_made_shorter(string what, string messages, string expected) => Shortened(messages, Config).ShouldBe(expected, what);

    [Fact]
    public void Nothing_is_cleared_where_that_is_off_or_saves_little()
    {
        const string Long = "u:3900 a:100 r:read:900 a:100";

        Shortened(Long, Config).ShouldBe("2c");
        Shortened(Long, Config with { HardClears = false }).ShouldBe("2t");
        Shortened(Long, Config with { MinPrunableToolChars = 5_000 }).ShouldBe("2t");
    }

    [Fact]
    public void Nothing_is_done_where_it_is_off() => Shortened("u:3900 a:100 r:read:900 a:100", Config with { Enabled = false }).ShouldBe("");

    [Theory]
    [InlineData(0, "2t 4t 6t")]
    [InlineData(1, "2t 4t")]
    [InlineData(2, "2t")]
    [InlineData(3, "")]
    [InlineData(4, "")]
    [InlineData(9, "")]
    public void As_many_of_the_assistants_last_words_stay_with_what_follows_them(int kept, string expected) =>
        Shortened("u:100 a:10 r:read:900 a:10 r:read:900 a:10 r:read:900", Config with { KeepLastAssistants = kept, HardClears = false }).ShouldBe(expected);

    [Theory]
    [InlineData("", "", "2t 3t")]
    [InlineData("read", "", "2t")]
    [InlineData(" READ ", "", "2t")]
    [InlineData("web_*", "", "3t")]
    [InlineData("*", "web_*", "2t")]
    [InlineData("read", "read", "")]
    [InlineData("nothing", "", "")]
    public void Lists_say_of_which_tools(string allow, string deny, string expected) => Shortened(
        "u:100 a:10 r:Read:900 r:web_fetch:900 a:10",
        Config with { HardClears = false, Allow = [.. allow.Split(',').Where(static name => name.Length > 0)], Deny = [.. deny.Split(',').Where(static name => name.Length > 0)] }).ShouldBe(expected);

    [Fact]
    public void A_trimmed_result_says_what_is_left_of_it_and_holds_no_half_character()
    {
        var text = "1234\uD83D\uDE00" + new string('x', 200) + "\uD83D\uDE006789";

        ContextPruning.Of([new PromptPiece(PieceKind.User, 1_000), new PromptPiece(PieceKind.ToolResult, text.Length, text, "read"), new PromptPiece(PieceKind.Assistant, 1)],
                Window, Config with { SoftTrimHeadChars = 5, SoftTrimTailChars = 5 })
            .ShouldHaveSingleItem().Text.ShouldBe($"1234\n...\n6789\n\n[Tool result trimmed: kept first 5 chars and last 5 chars of {text.Length} chars.]");
    }

    [Fact]
    public void A_result_that_would_not_become_shorter_stays() =>
        Shortened("u:1000 a:100 r:read:210 a:100", Config with { SoftTrimHeadChars = 70, SoftTrimTailChars = 70 }).ShouldBe("");

    [Fact]
    public void Nothing_of_the_beginning_may_be_left() => ContextPruning.Of(
            [new PromptPiece(PieceKind.User, 1_000), new PromptPiece(PieceKind.ToolResult, 400, new string('x', 398) + "yz", null), new PromptPiece(PieceKind.Assistant, 1)],
            Window, Config with { SoftTrimHeadChars = 0, SoftTrimTailChars = 2 })
        .ShouldHaveSingleItem().Text.ShouldStartWith("\n...\nyz\n\n");

    private static string Shortened(string messages, ContextPruningConfig config)
    {
        var pieces = messages.Split(' ').Select(Piece).ToArray();
        var shortened = ContextPruning.Of(pieces, Window, config);
        return string.Join(' ', shortened.Select(each => $"{each.Index}{(each.Text == config.Placeholder ? "c" : "t")}"));
    }

    private static PromptPiece Piece(string text)
    {
        var parts = text.Split(':');
        var length = int.Parse(parts[^1]);
        return parts[0] switch
        {
            "u" => new PromptPiece(PieceKind.User, length),
            "a" => new PromptPiece(PieceKind.Assistant, length),
            _ => new PromptPiece(PieceKind.ToolResult, length, new string('x', length), parts[1]),
        };
    }
}
