using Moltbot.Gateway.Connections;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Connections;

/// <summary>K2: what a stranger sends cannot forge or hide a log line.</summary>
public sealed class LogTextTests
{
    [Theory]
    [InlineData(null, "-")]
    [InlineData("Mozilla/5.0 (X11; Linux)", "Mozilla/5.0 (X11; Linux)")]
    [InlineData("a\r\nWARN forged", @"a\u{d}\u{a}WARN forged")]
    [InlineData("\u001b[2Jgone", @"\u{1b}[2Jgone")]
    [InlineData("abc\u202Etxt", @"abc\u{202e}txt")]
    [InlineData("back\\slash", @"back\u{5c}slash")]
    [InlineData("line\u2028two", @"line\u{2028}two")]
    public void Foreign_text_is_one_plain_line(string? foreign, string expected) => LogText.Of(foreign).ShouldBe(expected);

    [Fact]
    public void Long_text_is_cut() => LogText.Of(new string('x', 10_000)).Length.ShouldBe(121);
}
