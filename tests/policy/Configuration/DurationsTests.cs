using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tests.Configuration;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("500ms", 500d)]
    [InlineData(" 90S ", 90_000d)]
    [InlineData("30m", 1_800_000d)]
    [InlineData("1.5h", 5_400_000d)]
    [InlineData("2d", 172_800_000d)]
    [InlineData("5", 300_000d)]
    [InlineData("0", 0d)]
    [InlineData("1.", null)]
    [InlineData("1..5s", null)]
    [InlineData("1.2.3s", null)]
    [InlineData(".5s", null)]
    [InlineData("-5s", null)]
    [InlineData("5 s", null)]
    [InlineData("5x", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("100000000000000ms", 100_000_000_000_000d)]
    [InlineData("922337203685476ms", 922_337_203_685_476d)]
    [InlineData("922337203685477ms", null)]
    [InlineData("999999999999999ms", null)]
    [InlineData("1000000000000000ms", null)]
    public void A_duration_is_a_number_and_a_unit_and_a_bare_one_counts_in_the_given(string? text, double? milliseconds) =>
        (Durations.Parse(text, TimeSpan.FromMinutes(1))?.TotalMilliseconds).ShouldBe(milliseconds);
}
