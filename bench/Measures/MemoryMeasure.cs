using Moltbot.Bench.Clients;
using Moltbot.Bench.Loads;
using Moltbot.Bench.Machine;
using Moltbot.Bench.Report;
using Moltbot.Bench.Servers;

namespace Moltbot.Bench.Measures;

/// <summary>Resident memory of the server: idle, for each idle connection, for each session that has talked and is silent again.</summary>
internal sealed class MemoryMeasure : IMeasure
{
    private const int Devices = 100;
    private const int Openers = 16;
    private const double Kilobyte = 1024;
    private const double Megabyte = 1024 * 1024;

    public string Name => "memory";

    public async Task Run(BenchContext context)
    {
        await Connections(context);
        await Sessions(context);
    }

    private static async Task Connections(BenchContext context)
    {
        await using var silo = await context.StartSilo();
        var devices = BenchDevice.Make(Devices);
        await Settle(context);
        var atStart = silo.Process.Resident;

        // What every client makes grow once (code, caches, devices) is not any connection's own.
        foreach (var device in devices)
        {
            using var socket = await silo.Connect(device);
            await socket.Close(CancellationToken.None);
        }

        await Settle(context);
        var idle = silo.Process.Resident;
        context.Report.Add(new ReportRow("memory, idle after start", $"{Figures.Number(atStart / Megabyte)} MB, after {Devices} clients {Figures.Number(idle / Megabyte)} MB")
        {
            Original = $"{Original.IdleMegabytes} MB",
            AgainstOriginal = Figures.Times(Original.IdleMegabytes / (atStart / Megabyte)),
        });

        var count = OpenFiles.ConnectionsUpTo(context.IsQuick ? 1_000 : 10_000);
        using var stop = new CancellationTokenSource();
        var sockets = new RawWebSocket[count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Openers).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < count)
            {
                sockets[i] = await silo.Connect(devices[i % Devices], LoopbackAddresses.Number(i));
                sockets[i].Shrink();
            }
        }));
        var draining = Task.WhenAll(sockets.Select(socket => Drain(socket, stop.Token)));
        await Settle(context);
        var (cpu, began) = (silo.Process.Cpu, TimeProvider.System.GetTimestamp());
        await Settle(context);
        var busy = (silo.Process.Cpu - cpu) / TimeProvider.System.GetElapsedTime(began);
        var grown = silo.Process.Resident - idle;
        context.Report.Add(new ReportRow(
            $"memory, each of {count:#,0} idle connections",
            $"{Figures.Number(grown / Kilobyte / count)} KB ({Figures.Number(silo.Process.Resident / Megabyte)} MB in all, {Figures.Number(busy * 100)} % CPU)"));

        await stop.CancelAsync();
        var lost = (await draining).Count(static wasClosed => wasClosed);
        if (lost > 0)
        {
            context.Report.Remark($"{lost} of {count} idle connections were closed by the server");
        }

        Array.ForEach(sockets, static socket => socket.Dispose());
    }

    private static async Task Sessions(BenchContext context)
    {
        const int atOnce = 50;
        var rounds = context.IsQuick ? 10 : 100;
        await using var silo = await context.StartSilo();
        await context.Warm(silo);
        var socket = (await silo.Connect(1))[0];
        await Settle(context);
        var before = silo.Process.Resident;
        for (var round = 0; round < rounds; round++)
        {
            // A window that is over at once: each session has one turn.
            var window = new LoadWindow(silo.Process.ProcessId, TimeSpan.Zero, TimeSpan.Zero);
            var load = new ChatLoad(window, $"m{round}", (slot, _) => $"agent:main:m-{round}-{slot}");
            await window.Run([(log, cancel) => load.Talk(socket, 0, atOnce, log, cancel)]);
        }

        await Settle(context);
        var grown = silo.Process.Resident - before;
        context.Report.Add(new ReportRow(
            $"memory, each of {rounds * atOnce:#,0} idle sessions", $"{Figures.Number(grown / Kilobyte / (rounds * atOnce))} KB"));
        socket.Dispose();
    }

    private static Task Settle(BenchContext context) => Task.Delay(TimeSpan.FromSeconds(context.IsQuick ? 1 : 4), TimeProvider.System);

    /// <summary>Reads what comes (ticks, health), so that the server never waits for this client. True when the server closed.</summary>
    private static async Task<bool> Drain(RawWebSocket socket, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await socket.Receive(cancel);
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e) when (e is BenchException or System.Net.WebSockets.WebSocketException)
        {
            return true;
        }
    }
}
