using System.Net;
using System.Security.Cryptography;
using Moltbot.Bench.Clients;

namespace Moltbot.Bench.Servers;

/// <summary>The program under measure on a state folder of its own, with the instant model configured.</summary>
internal sealed class SiloServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _token;

    private SiloServer(ServerProcess process, string folder, string token) => (Process, _folder, _token) = (process, folder, token);

    public ServerProcess Process { get; }

    public IPEndPoint Address => Process.Address;

    public string Token => _token;

    /// <summary>What manages its tenants.</summary>
    public string OperatorToken => File.ReadAllText(Path.Combine(_folder, "operator-token")).Trim();

    /// <param name="folder">Its state folder, made when missing.</param>
    /// <param name="options">Where the program is, and its database.</param>
    /// <param name="modelUrl">The model's base URL.</param>
    /// <param name="isFsyncNormal">Whether SQLite commits without waiting for the disk.</param>
    /// <param name="settings">More of its configuration.</param>
    public static async Task<SiloServer> Start(string folder, BenchOptions options, string modelUrl, bool isFsyncNormal = false, string settings = "")
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "moltbot.json"), $$$"""
            {
              models: { providers: { bench: {
                baseUrl: "{{{modelUrl}}}", apiKey: "bench", api: "openai-completions",
                models: [{ id: "instant", name: "Instant", contextWindow: 200000, maxTokens: 8192 }],
              } } },
              agents: { defaults: { model: { primary: "bench/instant" } } },
              {{{settings}}}
            }
            """);
        List<string> arguments = ["up", "--port", "0", "--state", folder, "--fsync", isFsyncNormal ? "normal" : "full"];
        if (options.Postgres is { } connection)
        {
            arguments.AddRange(["--postgres", connection]);
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var process = await ServerProcess.Start(
            options.SiloPath, arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = token });
        return new SiloServer(process, folder, token);
    }

    public Task<RawWebSocket> Connect(BenchDevice device, IPAddress? source = null, CancellationToken cancel = default) =>
        GatewayClient.Connect(Address, Token, device, BenchPeer.Operator, source, cancel);

    public Task<RawWebSocket> Connect(BenchDevice device, BenchPeer peer) => GatewayClient.Connect(Address, Token, device, peer);

    /// <summary>A number of connections, each with a device of its own.</summary>
    public async Task<RawWebSocket[]> Connect(int count)
    {
        var sockets = new RawWebSocket[count];
        for (var i = 0; i < count; i++)
        {
            sockets[i] = await Connect(new BenchDevice());
        }

        return sockets;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
