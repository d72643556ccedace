using Moltbot.Bench.Clients;
using Moltbot.Bench.Loads;
using Moltbot.Bench.Report;
using Moltbot.Bench.Servers;

namespace Moltbot.Bench.Measures;

/// <summary>Requests over 50 connections, beside a bare echo of the same frames in the same run.</summary>
internal sealed class RpcMeasure : IMeasure
{
    private const int Connections = 50;

    public string Name => "rpc";

    public async Task Run(BenchContext context)
    {
        int[] depths = context.IsQuick ? [1] : [1, 16];
        var echo = new Dictionary<int, LoadResult>();
        await using (var server = await ServerProcess.Start(Environment.ProcessPath!, ["echo"]))
        {
            var sockets = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => RawWebSocket.Open(server.Address, null, CancellationToken.None)));
            await Call(context, server, sockets, "last-heartbeat", 1);
            foreach (var depth in depths)
            {
                echo[depth] = await Call(context, server, sockets, "last-heartbeat", depth);
                context.Report.Add(Figures.Row($"bare echo{Under(depth)}", "calls", echo[depth]));
            }

            Array.ForEach(sockets, static socket => socket.Dispose());
        }

        await using var silo = await context.StartSilo();
        var connections = await silo.Connect(Connections);
        await Call(context, silo.Process, connections, "last-heartbeat", 1);
        foreach (var depth in depths)
        {
            Add(context, "last-heartbeat", depth, Original.CheapestPerSecond, await Call(context, silo.Process, connections, "last-heartbeat", depth), echo[depth]);
            Add(context, "health", depth, Original.HealthPerSecond, await Call(context, silo.Process, connections, "health", depth), echo[depth]);
        }

        Array.ForEach(connections, static socket => socket.Dispose());
    }

    private static Task<LoadResult> Call(BenchContext context, ServerProcess server, RawWebSocket[] sockets, string method, int depth)
    {
        var window = context.NewWindow(server);
        var load = new RpcLoad(window, method, depth);
        return window.Run([.. sockets.Select(Func<LatencyLog, CancellationToken, Task> (socket) => (log, cancel) => load.Call(socket, log, cancel))]);
    }

    private static void Add(BenchContext context, string method, int depth, double original, LoadResult load, LoadResult echo)
    {
        // Beside per second also per CPU-second: on few cores the generator takes what the server leaves.
        var (wall, cpu) = (echo.PerSecond / load.PerSecond, echo.PerServerCpuSecond / load.PerServerCpuSecond);
        context.Report.Add(Figures.Row(method + Under(depth), "calls", load).Beside(original, load.PerSecond) with
        {
            Goal = Figures.Goal($"within 2× of the echo ({Figures.Times(wall)}; {Figures.Times(cpu)} CPU)", wall <= 2 && load.Failures == 0),
        });
    }

    private static string Under(int depth) => $", {Connections} connections × {depth}";
}
