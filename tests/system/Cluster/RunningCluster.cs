using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Postgres;
using Moltbot.TestSupport.Time;
using Npgsql;

namespace Moltbot.System.Tests.Cluster;

/// <summary>Three silos and two gateways over one PostgreSQL database: five processes, as in production but for the machines.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    public const string Token = "the-token-of-the-whole-cluster";
    public const string OperatorToken = "mbt_operator_for-the-whole-cluster-and-no-tenant";
    private const int SiloCount = 3, GatewayCount = 2;

    /// <summary>A member's status in Orleans' table.</summary>
    private const int Active = 3;

    private readonly StateFolder _state = new();
    private readonly string _postgres;
    private readonly Dictionary<string, string> _environment;
    private readonly List<RunningSystem> _silos = [];
    private readonly List<RunningSystem> _gateways = [];

    private RunningCluster(string postgres)
    {
        _postgres = postgres;
        _environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MOLTBOT_GATEWAY_TOKEN"] = Token,
            ["MOLTBOT_OPERATOR_TOKEN"] = OperatorToken,
            ["MOLTBOT_MASTER_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["MOLTBOT_POSTGRES"] = postgres,
        };
    }

    public IReadOnlyList<RunningSystem> Silos => _silos;

    public IReadOnlyList<RunningSystem> Gateways => _gateways;

    /// <summary>Skips the test where a cluster cannot be had; the reason says why.</summary>
    public static async Task<RunningCluster> Start(JsonObject configuration)
    {
        Assert.SkipWhen(Programs.Engine != "orleans", "the embedded engine is one process and never a cluster");
        PostgresAvailability postgres = await PostgresServer.SharedAsync();
        Assert.SkipWhen(postgres.SkipReason is not null, postgres.SkipReason ?? "");
        var cluster = new RunningCluster(await postgres.Server!.CreateDatabaseAsync());
        try
        {
            cluster._state.Configure(configuration);
            cluster._silos.AddRange(await Task.WhenAll(Enumerable.Range(0, SiloCount).Select(cluster.StartSilo)));
            cluster._gateways.AddRange(await Task.WhenAll(Enumerable.Range(0, GatewayCount).Select(cluster.StartGateway)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one silo more.</summary>
    public async Task AddSilo() => _silos.Add(await StartSilo(_silos.Count));

    /// <summary>Kills a silo and waits until the others have found it dead: what follows is a fault of a whole cluster, not of two at once.</summary>
    public async Task Lose(RunningSystem silo)
    {
        await silo.Kill();
        int living = _silos.Count(static each => !each.Program.HasExited);
        await using NpgsqlDataSource members = NpgsqlDataSource.Create(_postgres);
        await Waits.Until(
            async () =>
            {
                await using NpgsqlCommand active = members.CreateCommand($"SELECT count(*) FROM orleans_membership WHERE status = {Active}");
                return (long)(await active.ExecuteScalarAsync())! == living;
            },
            $"{living} silos to be all that the cluster has");
    }

    /// <summary>The process among these that holds an open connection to a port of this machine.</summary>
    public static async Task<RunningSystem> ConnectedTo(IReadOnlyList<RunningSystem> processes, int port)
    {
        string wanted = port.ToString("X4", CultureInfo.InvariantCulture);
        RunningSystem? connected = null;
        await Waits.Until(
            async () =>
            {
                HashSet<string> sockets = await SocketsTo(wanted);
                connected = processes.FirstOrDefault(process => !process.Program.HasExited
                    && Directory.GetFiles($"/proc/{process.Program.Id}/fd").Any(file => sockets.Contains(TargetOf(file))));
                return connected is not null;
            },
            $"one of the processes to be connected to port {port}");
        return connected!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RunningSystem process in _gateways.Concat(_silos))
        {
            await process.DisposeAsync();
        }

        _state.Dispose();
    }

    private Task<RunningSystem> StartSilo(int number) => RunningSystem.Start(
        _state,
        ["--role", "silo", "--state", $"{_state.Path}-silo-{number}", "--silo-port", Ports.Free(), "--client-port", Ports.Free()],
        _environment);

    private Task<RunningSystem> StartGateway(int number) => RunningSystem.Start(
        _state, ["--role", "gateway", "--state", $"{_state.Path}-gateway-{number}", "--postgres", _postgres], _environment);

    private static async Task<HashSet<string>> SocketsTo(string port)
    {
        HashSet<string> sockets = [];
        foreach (string table in new[] { "/proc/net/tcp", "/proc/net/tcp6" })
        {
            foreach (string line in (await File.ReadAllLinesAsync(table)).Skip(1))
            {
                string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields[2].EndsWith(":" + port, StringComparison.Ordinal) && fields[3] == "01")
                {
                    sockets.Add($"socket:[{fields[9]}]");
                }
            }
        }

        return sockets;
    }

    private static string TargetOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false) is { } target ? Path.GetFileName(target.FullName) : "";
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return "";
        }
    }
}
