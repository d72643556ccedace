using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

/// <summary>The words for levels.</summary>
public sealed class LevelTests
{
    [Theory]
    [InlineData("off", "off")]
    [InlineData("minimal", "think min minimal")]
    [InlineData("low", "on enable enabled low thinkhard think-hard think_hard")]
    [InlineData("medium", "mid med medium thinkharder think-harder harder")]
    [InlineData("high", "high ultra ultrathink thinkhardest highest max")]
    [InlineData("xhigh", "xhigh x-high x_high")]
    public void Thinking_has_its_words(string level, string words) => Each(words, Levels.Thinking).ShouldAllBe(found => found == level);

    [Theory]
    [InlineData("off", "off false no 0")]
    [InlineData("full", "full all everything")]
    [InlineData("on", "on minimal true yes 1")]
    public void Verbosity_has_its_words(string level, string words) => Each(words, Levels.Verbose).ShouldAllBe(found => found == level);

    [Theory]
    [InlineData("off", "off false no 0")]
    [InlineData("full", "full auto auto-approve autoapprove")]
    [InlineData("ask", "ask prompt approval approve")]
    [InlineData("on", "on true yes 1")]
    public void Elevated_rights_have_their_words(string level, string words) => Each(words, Levels.Elevated).ShouldAllBe(found => found == level);

    [Theory]
    [InlineData("off", "off false no 0 hide hidden disable disabled")]
    [InlineData("on", "on true yes 1 show visible enable enabled")]
    [InlineData("stream", "stream streaming draft live")]
    public void Reasoning_has_its_words(string level, string words) => Each(words, Levels.Reasoning).ShouldAllBe(found => found == level);

    [Theory]
    [InlineData("off", "off false no 0 disable disabled")]
    [InlineData("tokens", "on true yes 1 enable enabled tokens token tok minimal min")]
    [InlineData("full", "full session")]
    public void Usage_has_its_words(string level, string words) => Each(words, Levels.Usage).ShouldAllBe(found => found == level);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("banana")]
    public void Other_words_are_no_level(string? word)
    {
        Levels.Thinking(word).ShouldBeNull();
        Levels.Verbose(word).ShouldBeNull();
        Levels.Elevated(word).ShouldBeNull();
        Levels.Reasoning(word).ShouldBeNull();
        Levels.Usage(word).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "off")]
    [InlineData("off", "off")]
    [InlineData("full", "full")]
    [InlineData("on", "ask")]
    [InlineData("ask", "ask")]
    [InlineData("banana", "ask")]
    public void Elevated_rights_are_asked_for_unless_they_are_full(string? level, string mode) => Levels.ElevatedMode(level).ShouldBe(mode);

    private static IEnumerable<string?> Each(string words, Func<string?, string?> level) =>
        words.Split(' ').SelectMany(word => (string?[])[level(word), level($" {word.ToUpperInvariant()} ")]);
}
