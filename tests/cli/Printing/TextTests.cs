using Moltbot.Cli.Printing;
using Moltbot.TestSupport.Time;

namespace Moltbot.Cli.Tests.Printing;

public sealed class TextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\nlines\there", "two lines here")]
    [InlineData("\u001b[31mred\u001b[0m", "\uFFFD[31mred\uFFFD[0m")]
    [InlineData("c1 \u009b2J", "c1 \uFFFD2J")]
    [InlineData("abc\u202Efdp.exe", "abc\uFFFDfdp.exe")]
    [InlineData("👩\u200D💻", "👩\u200D💻")]
    [InlineData(null, "")]
    public void OneLineThatDoesNothing(string? text, string shown) => PlainText.Line(text).ShouldBe(shown);

    [Fact]
    public void LinesStayWhereTheyBelong() => PlainText.Lines("a\r\n\tb\u0007").ShouldBe("a\n\tb\uFFFD");

    [Theory]
    [InlineData(0, "now")]
    [InlineData(59_000, "59s ago")]
    [InlineData(60_000, "1m ago")]
    [InlineData(7_200_000, "2h ago")]
    [InlineData(200_000_000, "2d ago")]
    [InlineData(-60_000, "in 1m")]
    public void HowLongAgo(long milliseconds, string shown)
    {
        var time = new ManualTime();
        Ages.Since(time.GetUtcNow().ToUnixTimeMilliseconds() - milliseconds, time).ShouldBe(shown);
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("250", 250)]
    public void Times(string text, double milliseconds) => WaitTime.Parse(text)!.Value.TotalMilliseconds.ShouldBe(milliseconds);

    [Theory]
    [InlineData("")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("soon")]
    [InlineData("25h")]
    [InlineData("NaN")]
    public void NoTimes(string text) => WaitTime.Parse(text).ShouldBeNull();
}
