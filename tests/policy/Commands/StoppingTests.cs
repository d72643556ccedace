using System.Globalization;
using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

/// <summary>How runs are stopped, and how long they are remembered.</summary>
public sealed class StoppingTests
{
    [Theory]
    [InlineData("stop")]
    [InlineData("esc")]
    [InlineData("abort")]
    [InlineData("wait")]
    [InlineData("exit")]
    [InlineData("interrupt")]
    [InlineData(" Stop\n")]
    public void A_word_alone_stops_a_run(string text)
    {
        StopWords.IsStopWord(text).ShouldBeTrue();
        StopWords.IsStopMessage(text).ShouldBeTrue();
    }

    [Theory]
    [InlineData("/stop")]
    [InlineData(" /STOP ")]
    public void The_command_is_no_word_and_stops_a_clients_run(string text)
    {
        StopWords.IsStopWord(text).ShouldBeFalse();
        StopWords.IsStopMessage(text).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("please stop")]
    [InlineData("/abort")]
    [InlineData("cancel")]
    public void Other_texts_stop_nothing(string? text)
    {
        StopWords.IsStopWord(text).ShouldBeFalse();
        StopWords.IsStopMessage(text).ShouldBeFalse();
    }

    [Theory]
    [InlineData("-00:05:00", "00:02:00")]
    [InlineData("00:00:00", "00:02:00")]
    [InlineData("00:01:00", "00:02:00")]
    [InlineData("00:01:01", "00:02:01")]
    [InlineData("00:10:00", "00:11:00")]
    [InlineData("23:58:59", "23:59:59")]
    [InlineData("23:59:00", "1.00:00:00")]
    [InlineData("23:59:30", "1.00:00:00")]
    [InlineData("2.00:00:00", "1.00:00:00")]
    public void A_run_is_remembered_for_its_timeout_and_a_minute(string timeout, string remembered) =>
        RunLifetime.Of(TimeSpan.Parse(timeout, CultureInfo.InvariantCulture)).ShouldBe(TimeSpan.Parse(remembered, CultureInfo.InvariantCulture));

    [Fact]
    public void No_timeout_is_too_long_to_be_counted()
    {
        RunLifetime.Of(TimeSpan.MaxValue).ShouldBe(TimeSpan.FromDays(1));
        RunLifetime.Of(TimeSpan.MinValue).ShouldBe(TimeSpan.FromMinutes(2));
        RunLifetime.Of(Timeout.InfiniteTimeSpan).ShouldBe(TimeSpan.FromMinutes(2));
    }
}
