using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using Moltbot.Bench.Clients;
using Moltbot.Bench.Loads;
using Moltbot.Bench.Machine;
using Moltbot.Bench.Measures;
using Moltbot.Bench.Report;
using Moltbot.Bench.Servers;

namespace Moltbot.Bench.Comparison;

/// <summary>
/// The program beside another build of it: every load runs on the one and on the other in turn, half a second each, so that whatever else the machine
/// does falls on both alike. Of two runs, one after the other, a machine that is shared with others tells differences below a half from nothing.
/// </summary>
internal sealed class Against
{
    /// <summary>Arbitrary.</summary>
    private const int Rounds = 40;

    /// <summary>Rounds without much compiling that make a program warm, and how many are waited for at most. Arbitrary.</summary>
    private const int CalmRounds = 10, MostWarmUps = 150;

    private const int Connections = 50;
    private const int Connecting = 16;

    /// <summary>How much more the program may take, in CPU time.</summary>
    private const double Allowed = 1.10;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(0.5);

    /// <summary>Compiling that a calm round may have: a step of the kernel's clock.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(10);

    private readonly Side _one, _other;

    private Against(Side one, Side other) => (_one, _other) = (one, other);

    public static async Task<int> Run(BenchOptions options, string other)
    {
        var folder = Directory.CreateTempSubdirectory("moltbot-bench-");
        try
        {
            await using var model = await InstantModel.Start();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Measured on {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Rounds} rounds of {Window.TotalSeconds} s on each.\nMachine: {MachineDescription.Describe(folder.FullName)}.\n"));
            await using var first = await Side.Start(options, options.SiloPath, model, Path.Combine(folder.FullName, "one"));
            await using var second = await Side.Start(options, other, model, Path.Combine(folder.FullName, "other"));
            return await new Against(first, second).Run(options) ? 0 : 1;
        }
        catch (Exception e) when (e is WebSocketException or IOException or SocketException)
        {
            throw new BenchException($"a connection was lost: {e.Message}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<bool> Run(BenchOptions options)
    {
        Console.WriteLine($"| {"server CPU each",-34} | {"this",9} | {"the other",9} | {"this against it (quartiles)",27} | {"goal",-20} |");
        Console.WriteLine($"| {new string('-', 34)} | {new string('-', 9)} | {new string('-', 9)} | {new string('-', 27)} | {new string('-', 20)} |");
        var isMet = true;
        foreach (var sessions in options.Includes("chat") ? new[] { 1, 16, 50 } : [])
        {
            isMet &= await Compare($"turns, {sessions} at once", (side, round) => BenchContext.Chat(side.NewWindow(), side.Talker, $"r{sessions}-{round}", sessions));
        }

        if (options.Includes("rpc"))
        {
            // Open no longer than they are read: who reads nothing is cut off in the end.
            await _one.Open(Connections);
            await _other.Open(Connections);
            foreach (var (method, depth) in new[] { ("last-heartbeat", 1), ("health", 1), ("last-heartbeat", 16), ("health", 16) })
            {
                isMet &= await Compare($"{method}, {Connections} connections × {depth}", (side, _) => side.Call(method, depth));
            }

            _one.Close();
            _other.Close();
        }

        if (options.Includes("connects"))
        {
            isMet &= await Compare("signed connects, known devices", static (side, _) => side.Connect(worker => side.Known[worker]));
            isMet &= await Compare("signed connects, new devices", static (side, _) => side.Connect(static _ => new BenchDevice()));
        }

        return isMet;
    }

    private async Task<bool> Compare(string what, Func<Side, int, Task<LoadResult>> load)
    {
        await Warm(what, load);
        List<double> ones = [], others = [], ratios = [];
        for (var round = 0; round < Rounds; round++)
        {
            var (one, other) = await Take(what, round, load);
            if (one.Latency.Count > 0 && other.Latency.Count > 0)
            {
                ones.Add(one.CpuEach.TotalMilliseconds);
                others.Add(other.CpuEach.TotalMilliseconds);
                ratios.Add(one.CpuEach / other.CpuEach);
            }
        }

        var ratio = At(ratios, 0.5);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what,-34} | {At(ones, 0.5),6:0.0000} ms | {At(others, 0.5),6:0.0000} ms | {$"{ratio:0.00} ({At(ratios, 0.25):0.00} to {At(ratios, 0.75):0.00})",27} | {Figures.Goal($"≤ {Allowed:0.00}", ratio <= Allowed),-20} |"));
        return ratio <= Allowed;
    }

    /// <summary>
    /// Loads both until neither compiles much any more: what is hot is compiled twice in the first minute, and who has more code would pay for
    /// it in each turn that is measured then.
    /// </summary>
    private async Task Warm(string what, Func<Side, int, Task<LoadResult>> load)
    {
        var calm = 0;
        for (var round = 1; round <= MostWarmUps && calm < CalmRounds; round++)
        {
            var (one, other) = (_one.Compiling, _other.Compiling);
            await Take(what, -round, load);
            calm = _one.Compiling - one <= Calm && _other.Compiling - other <= Calm ? calm + 1 : 0;
        }
    }

    private async Task<(LoadResult One, LoadResult Other)> Take(string what, int round, Func<Side, int, Task<LoadResult>> load)
    {
        var (one, other) = await Pair.Take(round, () => load(_one, round), () => load(_other, round));
        return one.Failures + other.Failures == 0 ? (one, other)
            : throw new BenchException($"{what}: {one.Failures} failed, of the other program {other.Failures}");
    }

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)((values.Count - 1) * share));

    /// <summary>One of the two programs, with who talks to it.</summary>
    private sealed class Side(SiloServer silo, RawWebSocket[] talker, BenchDevice[] known) : IAsyncDisposable
    {
        private RawWebSocket[] _callers = [];

        /// <summary>The connection of all chats.</summary>
        public RawWebSocket[] Talker => talker;

        public BenchDevice[] Known => known;

        public TimeSpan Compiling => ProcessClock.CompilingOf(silo.Process.ProcessId);

        public static async Task<Side> Start(BenchOptions options, string program, InstantModel model, string folder)
        {
            var silo = await SiloServer.Start(folder, options with { SiloPath = program }, model.BaseUrl);
            var known = BenchDevice.Make(Connecting);
            foreach (var device in known)
            {
                (await silo.Connect(device)).Dispose();
            }

            return new Side(silo, await silo.Connect(1), known);
        }

        public async Task Open(int connections) => _callers = await silo.Connect(connections);

        public void Close()
        {
            Array.ForEach(_callers, static socket => socket.Dispose());
            _callers = [];
        }

        public LoadWindow NewWindow() => new(silo.Process.ProcessId, TimeSpan.Zero, Window);

        public Task<LoadResult> Call(string method, int depth)
        {
            var window = NewWindow();
            var load = new RpcLoad(window, method, depth);
            return window.Run([.. _callers.Select(Func<LatencyLog, CancellationToken, Task> (socket) => (log, cancel) => load.Call(socket, log, cancel))]);
        }

        public Task<LoadResult> Connect(Func<int, BenchDevice> next)
        {
            var window = NewWindow();
            var load = new ConnectLoad(window, silo.Address, silo.Token);
            return window.Run([.. Enumerable.Range(0, Connecting).Select(Func<LatencyLog, CancellationToken, Task> (worker) =>
                (log, cancel) => load.Connect(worker, () => next(worker), log, cancel))]);
        }

        public async ValueTask DisposeAsync()
        {
            Close();
            Array.ForEach(talker, static socket => socket.Dispose());
            await silo.DisposeAsync();
        }
    }
}
