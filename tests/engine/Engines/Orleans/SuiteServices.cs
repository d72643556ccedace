using Microsoft.Extensions.DependencyInjection;
using Moltbot.Engine.Tests.Suite.Support;
using Moltbot.TestSupport.Time;
using Orleans.Storage;

namespace Moltbot.Engine.Tests.Engines.Orleans;

internal static class SuiteServices
{
    /// <summary>What the suite's grains need.</summary>
    public static void AddSuite(this IServiceCollection services, ManualTime time, SuiteStorage storage)
    {
        services.AddTestClock(time);
        services.AddKeyedSingleton<TimeProvider>("suite", time);
        services.AddKeyedSingleton<IGrainStorage>("suite", storage);
        services.AddSingleton<IIncomingGrainCallFilter, SuiteFilter>();
    }

    /// <summary>Orleans measures idleness by the wall clock, at least a minute of it, so what is idle now is collected instead.</summary>
    public static Task CollectAsync(this IEngine engine, TimeSpan time)
    {
        engine.Time.Advance(time);
        return engine.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
    }
}
