using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Behind a real nginx, whose peer is loopback for everybody: nobody is local, and nobody chooses their own address (A12, A13).</summary>
public sealed class ReverseProxyTests : IAsyncLifetime
{
    private const string Secret = "canary-gateway-behind-a-proxy";
    private readonly StateFolder _state = new();
    private RunningSystem _system = null!;
    private Nginx _nginx = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Nginx.SkipReason is not null, Nginx.SkipReason ?? "");
        _state.Configure(new JsonObject
        {
            ["gateway"] = new JsonObject
            {
                ["auth"] = new JsonObject { ["token"] = Secret },
                ["trustedProxies"] = new JsonArray("127.0.0.1"),
            },
        });
        _system = await RunningSystem.Start(_state, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = Secret });
        _nginx = await Nginx.Start(_system.Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
        {
            await _nginx.DisposeAsync();
            await _system.DisposeAsync();
        }

        _state.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("127.0.0.1")]
    [InlineData("::1, 127.0.0.1")]
    [InlineData("127.0.0.1, 127.0.0.1, 127.0.0.1")]
    [InlineData("not an address")]
    public async Task Nobody_is_local(string? forwardedFor)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Host"] = "localhost" };
        if (forwardedFor is not null)
        {
            headers["X-Forwarded-For"] = forwardedFor;
        }

        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(_nginx.Url, headers: headers, cancel: TestContext.Current.CancellationToken);
        GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions { Token = Secret, Device = TestDevice.New() });

        answer.Message.ShouldBe("pairing required");
    }

    [Fact]
    public async Task The_secret_alone_lets_a_program_in_through_the_proxy()
    {
        await using GatewayTestClient client = await GatewayTestClient.ConnectAsync(_nginx.Url, new ConnectOptions { Token = Secret });

        (await client.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;")]
    [InlineData("proxy_set_header X-Forwarded-For $remote_addr;")]
    [InlineData("proxy_set_header X-Real-IP $remote_addr;")]
    [InlineData("proxy_set_header Forwarded for=$remote_addr;")]
    public async Task Guesses_count_for_the_address_that_the_proxy_saw(string proxySays)
    {
        // Each guess claims an address of its own, in every header there is.
        await using Nginx proxy = await Nginx.Start(_system.Url, proxySays);
        bool limited = false;
        for (int attempt = 0; attempt < 60 && !limited; attempt++)
        {
            GatewayAnswer answer = await Guess(proxy.Url, string.Create(CultureInfo.InvariantCulture, $"203.0.113.{attempt}"));
            limited = answer.Message!.Contains("too many failed attempts", StringComparison.Ordinal);
        }

        limited.ShouldBeTrue();
    }

    [Fact]
    public async Task A_page_of_another_host_gets_no_socket_through_the_proxy() =>
        (await Upgrade.Status(_nginx.Url, new Dictionary<string, string>(StringComparer.Ordinal) { ["Origin"] = "https://evil.example", ["X-Forwarded-Host"] = "evil.example" }))
            .ShouldBe(HttpStatusCode.Forbidden);

    private static async Task<GatewayAnswer> Guess(Uri proxy, string claimed)
    {
        // Not from the proxy's own address: what that one says is believed.
        using HttpMessageInvoker elsewhere = Upgrade.From(IPAddress.Parse("127.0.0.2"));
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Forwarded-For"] = claimed,
            ["X-Real-IP"] = claimed,
            ["Forwarded"] = "for=" + claimed,
        };
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(
            proxy, headers: headers, cancel: TestContext.Current.CancellationToken, invoker: elsewhere);
        return await client.HandshakeAsync(new ConnectOptions { Token = "guess" });
    }
}
