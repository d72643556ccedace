using Moltbot.Engine.Tests.Suite.Grains;
using Moltbot.Engine.Tests.Suite.Support;

namespace Moltbot.Engine.Tests.Suite;

/// <summary>Reminders wake a grain whether it is active or not.</summary>
public abstract class ReminderSuite(IEngine engine)
{
    private static readonly TimeSpan Due = TimeSpan.FromSeconds(97);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_reminder_ticks_when_due_and_by_its_period()
    {
        var (key, grain) = await RegisterAsync();
        var ticks = Ticks(key);
        engine.Time.Advance(Due);
        await ticks.OneMoreAsync();
        await engine.ReminderArmedAsync(Period);
        engine.Time.Advance(Period);
        await ticks.OneMoreAsync();
        await grain.Unregister("wake");
    }

    [Fact]
    public async Task A_reminder_wakes_a_grain_that_was_deactivated()
    {
        var (key, grain) = await RegisterAsync();
        var first = await grain.Activation();
        await grain.Leave();
        engine.Time.Advance(Due);
        await Ticks(key).OneMoreAsync();
        (await grain.Activation()).ShouldNotBe(first);
        await grain.Unregister("wake");
    }

    [Fact]
    public async Task An_unregistered_reminder_is_silent()
    {
        var (key, grain) = await RegisterAsync();
        (await grain.Has("wake")).ShouldBeTrue();
        await grain.Unregister("wake");
        (await grain.Has("wake")).ShouldBeFalse();
        engine.Time.Advance(Due + Period);
        (await grain.Has("wake")).ShouldBeFalse();
        Ticks(key).Arrived.ShouldBe(0);
    }

    [Fact]
    public async Task A_reminder_can_be_changed()
    {
        var (key, grain) = await RegisterAsync();
        await grain.Register("wake", TimeSpan.FromHours(5), Period);
        engine.Time.Advance(Due + Period);
        (await grain.Has("wake")).ShouldBeTrue();
        Ticks(key).Arrived.ShouldBe(0);
        await grain.Unregister("wake");
    }

    [Fact]
    public async Task A_period_under_a_minute_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(
            () => engine.Grains.GetGrain<IReminderGrain>(Keys.New()).Register("wake", Due, TimeSpan.FromSeconds(59)));

    private static Gate Ticks(string key) => Gate.Named($"reminded {key} wake {Period}");

    private async Task<(string Key, IReminderGrain Grain)> RegisterAsync()
    {
        var key = Keys.New();
        var grain = engine.Grains.GetGrain<IReminderGrain>(key);
        (await grain.Register("wake", Due, Period)).ShouldBe("wake");
        await engine.ReminderArmedAsync(Due);
        return (key, grain);
    }
}
