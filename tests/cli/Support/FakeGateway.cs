using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moltbot.Policy.Devices;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Cli.Tests.Support;

/// <summary>A small gateway on loopback that speaks the real handshake: it checks shapes, signatures and tokens.</summary>
internal sealed partial class FakeGateway : IAsyncDisposable
{
    public const string SharedToken = "shared-secret-0123456789abcdef-canary";
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Func<GatewayCall, Task<JsonNode?>>> _methods = new(StringComparer.Ordinal);
    private readonly List<GatewayCall> _calls = [];
    private readonly List<ConnectParams> _connects = [];
    private readonly List<string> _requestLines = [];
    private readonly List<string> _forwardedFor = [];

    private FakeGateway(WebApplication app) => _app = app;

    public string Url { get; private set; } = string.Empty;

    /// <summary>Tokens accepted beside the shared one, by device.</summary>
    public Dictionary<string, string> DeviceTokens { get; } = new(StringComparer.Ordinal);

    /// <summary>Given to a device that connects; null for none.</summary>
    public string? GrantsDeviceToken { get; set; }

    /// <summary>Refuses every handshake with this, when set.</summary>
    public GatewayError? Refusal { get; set; }

    /// <summary>Whether it keeps silent after the upgrade.</summary>
    public bool SendsNoChallenge { get; set; }

    /// <summary>Whether it answers whoever asks, whatever they ask.</summary>
    public bool IsOpenToAnybody { get; set; }

    /// <summary>Whether it answers whoever comes over HTTP with the headers of a proxy.</summary>
    public bool IsOpenToProxies { get; set; }

    public IReadOnlyList<GatewayCall> Calls => Snapshot(_calls);

    public IReadOnlyList<ConnectParams> Connects => Snapshot(_connects);

    /// <summary>Paths and queries asked for.</summary>
    public IReadOnlyList<string> RequestLines => Snapshot(_requestLines);

    /// <summary>For whom requests said that they were forwarded; empty texts for those that did not.</summary>
    public IReadOnlyList<string> ForwardedFor => Snapshot(_forwardedFor);

    public static async Task<FakeGateway> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        var gateway = new FakeGateway(app);
        app.UseWebSockets();
        app.Run(gateway.ServeAsync);
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        gateway.Url = $"{(certificate is null ? "ws" : "wss")}://127.0.0.1:{address.Port}";
        return gateway;
    }

    /// <summary>Answers a method with JSON.</summary>
    public FakeGateway On(string method, string json) => On(method, _ => Task.FromResult(JsonNode.Parse(json)));

    /// <summary>Answers a method.</summary>
    public FakeGateway On(string method, Func<GatewayCall, Task<JsonNode?>> answer)
    {
        _methods[method] = answer;
        return this;
    }

    /// <summary>Refuses a method.</summary>
    public FakeGateway Refuse(string method, string code, string message, string? details = null) =>
        On(method, _ => throw new GatewayError(code, message, details));

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        Record(_requestLines, context.Request.Path + context.Request.QueryString);
        Record(_forwardedFor, context.Request.Headers["X-Forwarded-For"].ToString());
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = IsOpenToAnybody || (IsOpenToProxies && context.Request.Headers.ContainsKey("X-Forwarded-For")) ? 200 : 404;
            return;
        }

        if (context.Request.Headers.Origin.Count > 0 && !IsOpenToAnybody)
        {
            context.Response.StatusCode = 403;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            await TalkAsync(new GatewaySocket(socket, context.RequestAborted));
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The client is gone; that is no failure of the test.
        }
    }

    private GatewayError? Judge(ConnectParams connect, string nonce)
    {
        if (Refusal is not null)
        {
            return Refusal;
        }

        var device = connect.Device!;
        var text = new DeviceAuthText(device.Id, connect.Client.Id, connect.Client.Mode, connect.Role!, connect.Scopes!, device.SignedAt, connect.Auth?.Token, nonce);
        if (device.Nonce != nonce || DevicePublicKey.DeriveDeviceId(device.PublicKey) != device.Id || !DeviceSignature.Verify(device.PublicKey, text.ToString(), device.Signature))
        {
            return new GatewayError("INVALID_REQUEST", "device signature invalid");
        }

        var token = connect.Auth?.Token;
        return token is null ? new GatewayError("INVALID_REQUEST", "unauthorized: gateway token missing (set gateway.remote.token to match gateway.auth.token)")
            : token == SharedToken || (DeviceTokens.TryGetValue(device.Id, out var own) && own == token) ? null
            : new GatewayError("INVALID_REQUEST", "unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)");
    }

    private JsonObject Hello(ConnectParams connect)
    {
        var hello = JsonNode.Parse("""
            {"type":"hello-ok","protocol":3,"server":{"version":"2026.11.21","host":"box","connId":"c1"},
             "features":{"methods":["health","status"],"events":["tick"]},
             "snapshot":{"presence":[],"health":{},"stateVersion":{"presence":0,"health":0},"uptimeMs":7200000},
             "policy":{"maxPayload":524288,"maxBufferedBytes":1572864,"tickIntervalMs":30000}}
            """)!.AsObject();
        if (GrantsDeviceToken is { } token)
        {
            DeviceTokens[connect.Device!.Id] = token;
            hello["auth"] = new JsonObject
            {
                ["deviceToken"] = token,
                ["role"] = connect.Role,
                ["scopes"] = new JsonArray([.. connect.Scopes!.Select(static scope => (JsonNode?)scope)]),
                ["issuedAtMs"] = 1,
            };
        }

        return hello;
    }

    private void Record<T>(List<T> list, T item)
    {
        lock (_lock)
        {
            list.Add(item);
        }
    }

    private IReadOnlyList<T> Snapshot<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
