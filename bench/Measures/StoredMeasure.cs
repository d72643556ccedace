using Moltbot.Bench.Clients;
using Moltbot.Bench.Loads;
using Moltbot.Bench.Report;
using Moltbot.Bench.Seeding;
using Moltbot.Bench.Servers;

namespace Moltbot.Bench.Measures;

/// <summary>Whether a turn costs more the more is stored: the same load with few sessions in the database and with many.</summary>
internal sealed class StoredMeasure : IMeasure
{
    private const int Few = 100;
    private const int Sessions = 16;

    public string Name => "stored";

    public async Task Run(BenchContext context)
    {
        if (context.Options.Postgres is not null)
        {
            context.Report.Remark("stored sessions: measured on SQLite only, where the database can be filled aside");
            return;
        }

        var few = await Turns(context, Few);
        var many = await Turns(context, context.IsQuick ? 5_000 : 100_000);
        Add(context, Few, few, null);
        Add(context, context.IsQuick ? 5_000 : 100_000, many, few);
    }

    private static async Task<(LoadResult Turns, LoadResult Lists)> Turns(BenchContext context, int stored)
    {
        var folder = context.NewFolder();
        await SessionSeeder.Seed(folder, stored);
        await using var silo = await context.StartSilo(folder);
        await context.Warm(silo);
        var sockets = await silo.Connect(1);

        // Stored sessions are taken up again, spread over all of them.
        var stride = stored / Sessions;
        var turns = await context.Chat(
            silo, sockets, "s", Sessions, (slot, conversation) => SessionSeeder.KeyOf(((slot * stride) + conversation) % stored));
        var lists = await Lists(context, silo, sockets[0]);
        sockets[0].Dispose();
        return (turns, lists);
    }

    private static Task<LoadResult> Lists(BenchContext context, SiloServer silo, RawWebSocket socket)
    {
        var window = new LoadWindow(silo.Process.ProcessId, context.WarmUp / 2, context.Window / 2);
        var load = new RpcLoad(window, "sessions.list", 1, """{"limit":120}""");
        return window.Run([(log, cancel) => load.Call(socket, log, cancel)]);
    }

    private static void Add(BenchContext context, int stored, (LoadResult Turns, LoadResult Lists) loads, (LoadResult Turns, LoadResult Lists)? few)
    {
        var cpu = loads.Turns.CpuEach.TotalMilliseconds;
        var goal = Figures.Goal("≤ 1 ms CPU", cpu <= 1);
        if (few is { } base_)
        {
            // Noise of a shared machine apart, the same.
            const double same = 1.25;
            var ratio = cpu / Math.Max(base_.Turns.CpuEach.TotalMilliseconds, 0.001);
            goal += ", " + Figures.Goal($"independent of what is stored ({Figures.Times(ratio)})", ratio <= same);
        }

        context.Report.Add(Figures.Row($"turns, {Sessions} sessions, {stored:#,0} stored", "turns", loads.Turns) with
        {
            Original = "grows with each stored session",
            Goal = goal,
        });
        context.Report.Add(Figures.Row($"sessions.list of 120, {stored:#,0} stored", "calls", loads.Lists));
    }
}
