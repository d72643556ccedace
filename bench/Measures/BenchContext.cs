using Moltbot.Bench.Clients;
using Moltbot.Bench.Loads;
using Moltbot.Bench.Report;
using Moltbot.Bench.Servers;

namespace Moltbot.Bench.Measures;

/// <summary>What all measures share.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Folder">Temporary folder; each server takes one in it.</param>
/// <param name="Model">The model that all servers are configured with.</param>
/// <param name="Report">Gets the rows.</param>
internal sealed record BenchContext(BenchOptions Options, string Folder, InstantModel Model, BenchReport Report)
{
    private int _folders;

    public bool IsQuick => Options.IsQuick;

    /// <summary>Unmeasured time at the begin of a load.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(IsQuick ? 0.5 : 1.5);

    /// <summary>Measured time of a load.</summary>
    public TimeSpan Window => TimeSpan.FromSeconds(IsQuick ? 1.5 : 5);

    public string NewFolder() => Path.Combine(Folder, $"state{++_folders}");

    public Task<SiloServer> StartSilo(string? folder = null, bool isFsyncNormal = false) =>
        SiloServer.Start(folder ?? NewFolder(), Options, Model.BaseUrl, isFsyncNormal);

    /// <summary>A server whose model asks for a tool in each turn, and which lets nodes run tools.</summary>
    public Task<SiloServer> StartSiloWithTools() =>
        SiloServer.Start(NewFolder(), Options, Model.ToolBaseUrl, settings: "gateway: { nodes: { allowCommands: ['tools.run'] } },");

    public LoadWindow NewWindow(ServerProcess server) => new(server.ProcessId, WarmUp, Window);

    /// <summary>Turns on a number of sessions, shared out over connections.</summary>
    /// <param name="silo">The server.</param>
    /// <param name="sockets">The connections.</param>
    /// <param name="name">Names the runs; used once for a server.</param>
    /// <param name="sessions">How many talk at once; a multiple of the connections.</param>
    /// <param name="keyOf">The session key of a slot's n-th conversation; new ones by default.</param>
    public Task<LoadResult> Chat(SiloServer silo, RawWebSocket[] sockets, string name, int sessions, Func<int, int, string>? keyOf = null) =>
        Chat(NewWindow(silo.Process), sockets, name, sessions, keyOf);

    /// <summary>Lets what is hot be compiled and what grows at first grow: turns until they are many and one costs no less than before.</summary>
    public async Task Warm(SiloServer silo)
    {
        const double same = 0.9;
        var (rounds, enough) = IsQuick ? (2, 500) : (10, 20_000);
        var round = TimeSpan.FromSeconds(IsQuick ? 1 : 2.5);
        var sockets = await silo.Connect(1);
        var before = TimeSpan.FromDays(1);
        long turns = 0;
        for (var i = 0; i < rounds; i++)
        {
            var load = await Chat(new LoadWindow(silo.Process.ProcessId, TimeSpan.Zero, round), sockets, $"warm{i}", 16);
            turns += load.Latency.Count;
            if (turns >= enough && load.CpuEach > before * same)
            {
                break;
            }

            before = load.CpuEach;
        }

        sockets[0].Dispose();
    }

    /// <summary>The same in a window of one's own.</summary>
    public static Task<LoadResult> Chat(LoadWindow window, RawWebSocket[] sockets, string name, int sessions, Func<int, int, string>? keyOf = null)
    {
        var load = new ChatLoad(window, name, keyOf ?? ((slot, conversation) => $"agent:main:{name}-{slot}-{conversation}"));
        var each = sessions / sockets.Length;
        return window.Run([.. sockets.Select(Func<LatencyLog, CancellationToken, Task> (socket, i) =>
            (log, cancel) => load.Talk(socket, i * each, each, log, cancel))]);
    }
}
