using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.Bench.Machine;
using Moltbot.Bench.Report;
using Moltbot.Silo.Engines;

namespace Moltbot.Bench.Engines;

/// <summary>The grain engine alone, in this process: what a call costs, what an activation costs, what an idle key keeps.</summary>
internal static class EngineBenchmarks
{
    private const int Calls = 1_000_000;
    private const int Callers = 64;

    /// <exception cref="BenchException">A bad argument.</exception>
    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var keys = args switch
        {
            [] => 1_000_000,
            ["--keys", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
            _ => throw new BenchException(BenchOptions.Help),
        };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging(static logging => logging.ClearProviders());
        builder.UseGrainEngine(new GrainEngineOptions { Mode = GrainEngineMode.Local, ClusterId = "bench", ServiceId = "bench" });
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();

        Console.WriteLine($"Engine: {GrainEngineHost.Name}. Machine: {MachineDescription.Describe(Path.GetTempPath())}.\n");
        CallReport.Head();
        await CallsOf(grains);
        await IdleKeys(grains, keys);
        await host.StopAsync();
        return 0;
    }

    private static async Task CallsOf(IGrainFactory grains)
    {
        var one = grains.GetGrain<IBenchGrain>("bench/one");
        var other = grains.GetGrain<IBenchGrain>("bench/other");
        var message = new BenchMessage();
        await other.Ping();
        await CallReport.Measure("call from outside, one after the other", Calls, async count =>
        {
            for (var i = 0; i < count; i++)
            {
                await one.Ping();
            }
        });
        await CallReport.Measure("call with a message copied in and out", Calls, async count =>
        {
            for (var i = 0; i < count; i++)
            {
                await one.Echo(message);
            }
        });
        await CallReport.Measure("call from grain to grain", Calls, count => one.PingOther("bench/other", count));
        await CallReport.Measure($"{Callers} callers of one grain", Calls, count => Together(count, _ => one));
        var many = Enumerable.Range(0, Callers).Select(i => grains.GetGrain<IBenchGrain>($"bench/many-{i}")).ToArray();
        await CallReport.Measure($"{Callers} callers, each its own grain", Calls, count => Together(count, caller => many[caller]));
    }

    private static Task Together(int count, Func<int, IBenchGrain> grainOf) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        var grain = grainOf(caller);
        for (var i = 0; i < count / Callers; i++)
        {
            await grain.Ping();
        }
    })));

    private static async Task IdleKeys(IGrainFactory grains, int keys)
    {
        var (heap, resident, threads) = (GC.GetTotalMemory(forceFullCollection: true), ProcessClock.ResidentOf(Environment.ProcessId), ThreadPool.ThreadCount);
        await CallReport.Once("first call of a new key", keys, async count =>
        {
            for (var i = 0; i < count; i++)
            {
                await grains.GetGrain<IBenchGrain>($"bench/agent:main:telegram:dm:{i}").Ping();
            }
        });
        var each = (double)(GC.GetTotalMemory(forceFullCollection: true) - heap) / keys;
        var eachResident = (double)(ProcessClock.ResidentOf(Environment.ProcessId) - resident) / keys;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{keys:#,0} idle keys: {Figures.Number(each)} bytes of heap each ({Figures.Number(eachResident)} resident), {ThreadPool.ThreadCount - threads:+0;-0;0} threads; {Figures.Goal("under 2 KB each", each < 2048)}"));
    }
}
