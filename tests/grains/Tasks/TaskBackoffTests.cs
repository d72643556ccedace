using Moltbot.Grains.Tasks;

namespace Moltbot.Grains.Tests.Tasks;

public sealed class TaskBackoffTests
{
    [Theory]
    [InlineData(1, 0.5, 30)]
    [InlineData(2, 0.5, 60)]
    [InlineData(4, 0.5, 240)]
    [InlineData(1, 0.0, 24)]
    [InlineData(1, 1.0, 36)]
    [InlineData(8, 0.5, 3600)]
    [InlineData(1000, 1.0, 4320)]
    [InlineData(0, 0.5, 30)]
    public void It_doubles_up_to_an_hour_give_or_take_a_fifth(int attempts, double chance, double seconds) =>
        TaskBackoff.After(attempts, chance).TotalSeconds.ShouldBe(seconds, 0.001);
}
