using Microsoft.Extensions.DependencyInjection;

namespace Moltbot.TestSupport.Time;

/// <summary>Gives a host under test a clock that the test moves.</summary>
public static class TestClock
{
    /// <summary>
    /// Registers the clock for everything of ours, for grain timers and for reminders. On Orleans, membership, messages and upkeep
    /// keep real time: nobody advances the clock while they run, and some of them spin under one that stands still. To be called
    /// before the engine is added; the embedded engine knows one clock and does not ask for areas.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="time">The clock.</param>
    public static IServiceCollection AddTestClock(this IServiceCollection services, TimeProvider time)
    {
        services.AddSingleton(time);
        services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
        services.AddKeyedSingleton("Orleans.Grains", time);
        services.AddKeyedSingleton<TimeProvider>("Orleans.Reminders", new RestlessTime(time));
        return services;
    }
}
