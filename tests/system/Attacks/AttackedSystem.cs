using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;

namespace Moltbot.System.Tests.Attacks;

/// <summary>A running system whose secrets are known texts, shared by attacks that leave it as it was.</summary>
public sealed class AttackedSystem : IAsyncLifetime
{
    public const string Secret = "canary-gateway-2fb1c0de77aa";
    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;

    /// <summary>Further options of <c>up</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    internal RunningSystem System { get; private set; } = null!;

    internal StateFolder State => _state;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _state.Configure(Configurations.For(_model).WithGateway(new JsonObject
        {
            ["auth"] = new JsonObject { ["token"] = Secret },
            ["controlUi"] = new JsonObject { ["allowedOrigins"] = new JsonArray("https://chat.example.com") },
        }));
        System = await RunningSystem.Start(_state, Arguments, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = Secret });
    }

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync();
        await _model.DisposeAsync();
        _state.Dispose();
    }

    /// <summary>Opens a socket and shakes hands; answers what came of it.</summary>
    internal async Task<GatewayAnswer> Shake(ConnectOptions options, IReadOnlyDictionary<string, string>? headers = null)
    {
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(System.Url, "attacker", headers);
        return await client.HandshakeAsync(options);
    }
}
