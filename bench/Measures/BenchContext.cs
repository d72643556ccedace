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
    public TimeSpan WarmUp => TimeSpan.FromSeconds(IsQuick ? 1 : 2);

    /// <summary>Measured time of a load.</summary>
    public TimeSpan Window => TimeSpan.FromSeconds(IsQuick ? 2.5 : 7);

    public string NewFolder() => Path.Combine(Folder, $"state{++_folders}");

    public Task<SiloServer> StartSilo(string? folder = null, bool isFsyncNormal = false) =>
        SiloServer.Start(folder ?? NewFolder(), Options, Model.BaseUrl, isFsyncNormal);

    public LoadWindow NewWindow(ServerProcess server) => new(server.ProcessId, WarmUp, Window);

    /// <summary>Turns on a number of sessions, shared out over connections.</summary>
    /// <param name="silo">The server.</param>
    /// <param name="sockets">The connections.</param>
    /// <param name="name">Names the runs; used once for a server.</param>
    /// <param name="sessions">How many talk at once; a multiple of the connections.</param>
    /// <param name="keyOf">The session key of a slot's n-th conversation; new ones by default.</param>
    public Task<LoadResult> Chat(SiloServer silo, RawWebSocket[] sockets, string name, int sessions, Func<int, int, string>? keyOf = null)
    {
        var window = NewWindow(silo.Process);
        var load = new ChatLoad(window, name, keyOf ?? ((slot, conversation) => $"agent:main:{name}-{slot}-{conversation}"));
        var each = sessions / sockets.Length;
        return window.Run([.. sockets.Select(Func<LatencyLog, CancellationToken, Task> (socket, i) =>
            (log, cancel) => load.Talk(socket, i * each, each, log, cancel))]);
    }

    /// <summary>Lets what is hot be compiled and what grows at first grow: turns until they are enough, or time is.</summary>
    public async Task Warm(SiloServer silo)
    {
        var (enough, rounds) = IsQuick ? (500, 3) : (4_000, 8);
        var socket = await silo.Connect(1);
        for (long round = 0, turns = 0; round < rounds && turns < enough; round++)
        {
            turns += (await Chat(silo, socket, $"warm{round}", 16)).Latency.Count;
        }

        socket[0].Dispose();
    }
}
