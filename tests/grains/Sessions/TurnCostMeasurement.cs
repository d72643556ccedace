using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Models.Failover;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>What a turn costs with everything but the model's wire. Run on request only: it measures, it does not judge.</summary>
public sealed class TurnCostMeasurement(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [InlineData(1, 2000, 0)]
    [InlineData(1, 2000, 2000)]
    [InlineData(50, 4000, 0)]
    public async Task Processor_time_and_rate_of_a_turn(int sessions, int turns, int stored)
    {
        using var folder = new TemporaryFolder();
        await using SimulatedModelProvider model = await SimulatedModelProvider.StartAsync();
        await using SessionHost silo = await SessionHost.Start(
            folder.Path, model, more: services => services.Replace(ServiceDescriptor.Singleton<IModelRouter>(new InstantModel())));
        for (int i = 0; i < stored; i++)
        {
            await silo.Ask("stored", $"s{i}", $"agent:main:stored{i}");
        }

        await silo.Ask("warm", "warm");
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, sessions).Select(async session =>
        {
            for (int i = 0; i < turns / sessions; i++)
            {
                (await silo.Ask("hello", string.Create(CultureInfo.InvariantCulture, $"m{session}-{i}"), $"agent:main:load{session}"))
                    .State.ShouldBe(RunState.Ok);
            }
        }));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double spent = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{sessions} sessions, {stored} stored: {turns / seconds:F0} turns/s, {spent / turns:F3} ms processor time a turn"));
    }
}
