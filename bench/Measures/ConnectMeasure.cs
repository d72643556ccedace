using Moltbot.Bench.Clients;
using Moltbot.Bench.Loads;
using Moltbot.Bench.Report;
using Moltbot.Bench.Servers;

namespace Moltbot.Bench.Measures;

/// <summary>Whole connects: socket, upgrade, challenge, signature, hello, goodbye; by devices known before and by new ones.</summary>
internal sealed class ConnectMeasure : IMeasure
{
    private const int Workers = 16;
    private const int Occupied = 1000;

    public string Name => "connects";

    public async Task Run(BenchContext context)
    {
        await using var silo = await context.StartSilo();
        var known = BenchDevice.Make(Workers);
        foreach (var device in known)
        {
            using var socket = await silo.Connect(device);
            await socket.Close(CancellationToken.None);
        }

        var result = await Connect(context, silo, worker => () => known[worker]);
        context.Report.Add(Figures.Row("signed connects, known devices", "connects", result).Beside(Original.ConnectsPerSecond, result.PerSecond));

        // Enough for what the slowest machine could not use up; when they are gone the load ends early and says so.
        var fresh = BenchDevice.Make(context.IsQuick ? 3_000 : 20_000);
        var next = -1;
        result = await Connect(context, silo, _ => () => Interlocked.Increment(ref next) is var i && i < fresh.Length ? fresh[i] : null);
        context.Report.Add(Figures.Row("signed connects, new devices", "connects", result).Beside(Original.ConnectsPerSecond, result.PerSecond));

        if (!context.IsQuick)
        {
            var idle = new List<RawWebSocket>(Occupied);
            for (var i = 0; i < Occupied; i++)
            {
                idle.Add(await silo.Connect(known[i % Workers], LoopbackAddresses.Number(i)));
            }

            result = await Connect(context, silo, worker => () => known[worker]);
            context.Report.Add(Figures.Row("signed connects beside 1,000 open ones", "connects", result).Beside(Original.ConnectsAtThousand, result.PerSecond));
            idle.ForEach(static socket => socket.Dispose());
        }
    }

    private static Task<LoadResult> Connect(BenchContext context, SiloServer silo, Func<int, Func<BenchDevice?>> nextOf)
    {
        var window = context.NewWindow(silo.Process);
        var load = new ConnectLoad(window, silo.Address, silo.Token);
        return window.Run([.. Enumerable.Range(0, Workers).Select(Func<LatencyLog, CancellationToken, Task> (worker) =>
            (log, cancel) => load.Connect(worker, nextOf(worker), log, cancel))]);
    }
}
