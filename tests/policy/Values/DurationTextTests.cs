using Moltbot.Policy.Values;

namespace Moltbot.Policy.Tests.Values;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("250", 250)]
    [InlineData("250ms", 250)]
    [InlineData(" 2S ", 2_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("0", 0)]
    [InlineData("0.5", 1)]
    [InlineData("0.4", 0)]
    public void A_duration_is_a_number_and_a_unit(string text, double milliseconds)
    {
        DurationText.ParseMilliseconds(text).ShouldBe(milliseconds);
        DurationText.TryParseMilliseconds(text).ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("ms", 3)]
    [InlineData("s", 3_000)]
    [InlineData("m", 180_000)]
    [InlineData("h", 10_800_000)]
    [InlineData("d", 259_200_000)]
    public void A_bare_number_has_the_unit_that_its_place_gives_it(string unit, double milliseconds)
    {
        DurationText.ParseMilliseconds("3", unit).ShouldBe(milliseconds);
        DurationText.TryParseMilliseconds("3", unit).ShouldBe(milliseconds);
        DurationText.ParseMilliseconds("3s", unit).ShouldBe(3_000);
    }

    [Theory]
    [InlineData(null, "invalid duration (empty)")]
    [InlineData("  ", "invalid duration (empty)")]
    [InlineData("-1s", "invalid duration: -1s")]
    [InlineData("1 s", "invalid duration: 1 s")]
    [InlineData("1w", "invalid duration: 1w")]
    [InlineData("1.s", "invalid duration: 1.s")]
    [InlineData("soon", "invalid duration: soon")]
    [InlineData("٣s", "invalid duration: ٣s")]
    public void What_is_no_duration_is_refused_by_its_text(string? text, string problem)
    {
        Should.Throw<FormatException>(() => DurationText.ParseMilliseconds(text)).Message.ShouldBe(problem);
        DurationText.TryParseMilliseconds(text).ShouldBeNull();
    }

    [Fact]
    public void A_duration_beyond_all_numbers_is_none()
    {
        var endless = new string('9', 400) + "d";
        Should.Throw<FormatException>(() => DurationText.ParseMilliseconds(endless)).Message.ShouldBe($"invalid duration: {endless}");
        DurationText.TryParseMilliseconds(endless).ShouldBeNull();
    }
}
