using Moltbot.Bench.Clients;

namespace Moltbot.Bench.Tests;

public sealed class LatencyLogTests
{
    [Fact]
    public void Percentiles_are_exact_to_a_part_in_sixty_four()
    {
        var log = new LatencyLog();
        for (var i = 1; i <= 10_000; i++)
        {
            log.Add(TimeSpan.FromMicroseconds(i * 10));
        }

        foreach (var share in (double[])[0.01, 0.5, 0.99, 1])
        {
            var exact = TimeSpan.FromMicroseconds(share * 100_000);
            var told = log.Percentile(share);
            told.ShouldBeGreaterThanOrEqualTo(exact);
            told.ShouldBeLessThanOrEqualTo(exact * (1 + (1 / 63.0)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1_000_000_000)]
    public void A_duration_lies_in_its_bucket(long microseconds)
    {
        var log = new LatencyLog();
        log.Add(TimeSpan.FromMicroseconds(microseconds));

        log.Percentile(1).TotalMicroseconds.ShouldBeInRange(microseconds, (microseconds * (1 + (1 / 63.0))) + 1);
    }

    [Fact]
    public void Logs_add_up()
    {
        var (one, other) = (new LatencyLog(), new LatencyLog());
        one.Add(TimeSpan.FromMilliseconds(1));
        other.Add(TimeSpan.FromMilliseconds(100));
        one.Add(other);

        one.Count.ShouldBe(2);
        one.Percentile(0.5).ShouldBeLessThan(TimeSpan.FromMilliseconds(2));
        one.Percentile(1).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void An_empty_log_has_no_durations() => new LatencyLog().Percentile(0.99).ShouldBe(TimeSpan.Zero);
}
