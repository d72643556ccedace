using System.Diagnostics;
using System.Globalization;
using Moltbot.Embedded.Tests.Support;

namespace Moltbot.Embedded.Tests.Capacity;

[CollectionDefinition(nameof(CapacityTests), DisableParallelization = true)]
public sealed class CapacityCollection;

/// <summary>What idle keys and calls cost, with no other test beside them. <c>MOLTBOT_CAPACITY=1000000</c> sets the number of keys and makes calls be measured too.</summary>
[Collection(nameof(CapacityTests))]
public sealed class CapacityTests
{
    private const int MostBytesPerKey = 2048;
    private static readonly string? Asked = Environment.GetEnvironmentVariable("MOLTBOT_CAPACITY");

    [Fact]
    public async Task An_idle_key_costs_no_thread_and_less_than_two_kilobytes()
    {
        var keys = Asked is null ? 20_000 : int.Parse(Asked, CultureInfo.InvariantCulture);
        await using var host = await EngineHost.StartAsync();
        await host.Grains.GetGrain<IProbeGrain>("warm").Count();
        var threads = Process.GetCurrentProcess().Threads.Count;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < keys; i++)
        {
            await host.Grains.GetGrain<IProbeGrain>($"tenant/agent:main:{i}").Count();
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / keys;
        var more = Process.GetCurrentProcess().Threads.Count - threads;
        TestContext.Current.TestOutputHelper!.WriteLine($"{keys} idle keys: {each} bytes a key, {more} threads more");
        host.Engine.ActivationCount.ShouldBe(keys + 1);
        each.ShouldBeLessThan(MostBytesPerKey);
        more.ShouldBeLessThan(keys / 100, "the pool grows on a busy machine, but not with the keys");

        host.Time.Advance(TimeSpan.FromMinutes(17));
        await Task.WhenAll(host.Engine.Classes.Hosts.SelectMany(one => one.Activations).Select(activation => activation.Deactivated));
        host.Engine.ActivationCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_call_costs_about_a_microsecond()
    {
        Assert.SkipUnless(Asked is not null, "measured when MOLTBOT_CAPACITY is set");
        await using var host = await EngineHost.StartAsync();
        foreach (var callers in new[] { 1, 1, 16, 16, 16 })
        {
            var calls = 400_000 / callers;
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var busy = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(host, caller, calls))));
            var (total, seconds) = ((double)calls * callers, watch.Elapsed.TotalSeconds);
            busy = Process.GetCurrentProcess().TotalProcessorTime - busy;
            bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{callers} callers: {total / seconds:N0} calls/s, {total / busy.TotalSeconds:N0} calls per CPU-second, {bytes / total:N0} bytes a call");
            (total / busy.TotalSeconds).ShouldBeGreaterThan(100_000, "far below what was measured: something is wrong");
        }
    }

    private static async Task CallAsync(EngineHost host, int caller, int calls)
    {
        var grain = host.Grains.GetGrain<IProbeGrain>($"c{caller}");
        for (var i = 0; i < calls; i++)
        {
            await grain.Ping();
        }
    }
}
