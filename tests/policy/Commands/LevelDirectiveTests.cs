using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

/// <summary>Directives inside messages: found, understood and taken out.</summary>
public sealed class LevelDirectiveTests
{
    [Theory]
    [InlineData("/think high", "", "high", "high")]
    [InlineData("/thinking low x", "x", "low", "low")]
    [InlineData("/t max", "", "max", "high")]
    [InlineData("/THINK High", "", "High", "high")]
    [InlineData("please /think : medium  now", "please now", "medium", "medium")]
    [InlineData("a /think:", "a", null, null)]
    [InlineData("a /think : ", "a", null, null)]
    [InlineData("/think banana hi", "hi", "banana", null)]
    [InlineData("/think x-high.", ".", "x-high", "xhigh")]
    [InlineData("/think 5", "5", null, null)]
    [InlineData("either/think high or /think low", "either/think high or", "low", "low")]
    [InlineData("/ /x /think high", "/ /x", "high", "high")]
    [InlineData("/think low /think high", "/think high", "low", "low")]
    [InlineData("a\n/t\nhigh\nb", "a b", "high", "high")]
    public void A_level_is_set_by_the_first_directive(string text, string cleaned, string? raw, string? level) =>
        LevelDirective.Thinking(text).ShouldBe(new LevelDirective(cleaned, true, raw, level));

    [Fact]
    public void Every_directive_has_its_names()
    {
        LevelDirective.Verbose("/verbose full").ShouldBe(new LevelDirective("", true, "full", "full"));
        LevelDirective.Verbose("/v on").ShouldBe(new LevelDirective("", true, "on", "on"));
        LevelDirective.Elevated("/elevated ask").ShouldBe(new LevelDirective("", true, "ask", "ask"));
        LevelDirective.Elevated("/elev off").ShouldBe(new LevelDirective("", true, "off", "off"));
        LevelDirective.Reasoning("/reasoning stream").ShouldBe(new LevelDirective("", true, "stream", "stream"));
        LevelDirective.Reasoning("/reason on").ShouldBe(new LevelDirective("", true, "on", "on"));
    }

    [Theory]
    [InlineData("/status", "")]
    [InlineData("hi /status: there", "hi there")]
    [InlineData("hi /status : there", "hi there")]
    [InlineData("/status now", "now")]
    [InlineData("/Status", "")]
    public void A_status_is_asked_for_inside_a_message(string text, string cleaned) =>
        LevelDirective.Status(text).ShouldBe(new LevelDirective(cleaned, true, null, null));

    [Theory]
    [InlineData(null, "")]
    [InlineData(" ", "")]
    [InlineData(" no directive ", "no directive")]
    [InlineData("/thinkstuff", "/thinkstuff")]
    [InlineData("/statusx", "/statusx")]
    [InlineData("/thin", "/thin")]
    [InlineData("/status/think", "/status/think")]
    [InlineData("a  b /", "a  b /")]
    public void A_message_without_one_stays(string? text, string cleaned)
    {
        var none = new LevelDirective(cleaned, false, null, null);
        LevelDirective.Thinking(text).ShouldBe(none);
        LevelDirective.Verbose(text).ShouldBe(none);
        LevelDirective.Elevated(text).ShouldBe(none);
        LevelDirective.Reasoning(text).ShouldBe(none);
        LevelDirective.Status(text).ShouldBe(none);
    }
}
