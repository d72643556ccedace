using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Discord.Api;

public sealed class InvalidRequestsTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void Calls_stop_before_Discord_shuts_out_the_address_and_go_on_when_the_refused_ones_are_past()
    {
        var invalid = new InvalidRequests(time, most: 10);
        for (var i = 0; i < 9; i++)
        {
            invalid.Add();
        }

        invalid.Pause().ShouldBe(TimeSpan.Zero);
        time.Advance(TimeSpan.FromMinutes(5));
        invalid.Add();
        var pause = invalid.Pause();
        pause.ShouldBe(TimeSpan.FromMinutes(6), "the first nine count for ten minutes at least");

        time.Advance(pause - TimeSpan.FromSeconds(1));
        invalid.Pause().ShouldBe(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        invalid.Pause().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_long_silence_forgets_everything()
    {
        var invalid = new InvalidRequests(time, most: 1);
        invalid.Add();
        invalid.Pause().ShouldBeGreaterThan(TimeSpan.Zero);

        time.Advance(TimeSpan.FromDays(3));

        invalid.Pause().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void However_the_refused_calls_fall_the_limit_is_never_passed_in_any_ten_minutes()
    {
        var random = new Random(7);
        var invalid = new InvalidRequests(time, most: 20);
        var made = new List<DateTimeOffset>();
        for (var step = 0; step < 2000; step++)
        {
            time.Advance(TimeSpan.FromSeconds(random.Next(0, 30)));
            if (invalid.Pause() > TimeSpan.Zero)
            {
                continue;
            }

            invalid.Add();
            made.Add(time.GetUtcNow());
        }

        made.Count.ShouldBeGreaterThan(100);
        made.ShouldAllBe(at => made.Count(other => other > at - TimeSpan.FromMinutes(10) && other <= at) <= 20);
    }
}
