using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Attacks;

/// <summary>
/// The PROXY protocol tells an address before anybody was asked whether to believe it (A13, B2). It is not spoken here: a connection that
/// begins with it is refused as no HTTP, also where its sender is a trusted proxy, and what it says is nobody's address.
/// </summary>
public sealed class ProxyProtocolTests : IAsyncLifetime
{
    private const string Secret = "canary-gateway-of-the-proxy-protocol", Claimed = "203.0.113.77";
    private const string Alive = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private const string Socket = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private readonly StateFolder _state = new();
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _state.Configure(new JsonObject
        {
            ["gateway"] = new JsonObject { ["auth"] = new JsonObject { ["token"] = Secret }, ["trustedProxies"] = new JsonArray("127.0.0.1") },
        });
        _system = await RunningSystem.Start(_state, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = Secret });
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        _state.Dispose();
    }

    [Theory]
    [InlineData("PROXY TCP4 203.0.113.77 127.0.0.1 4711 18789\r\n")]
    [InlineData("PROXY TCP6 ::ffff:203.0.113.77 ::1 4711 18789\r\n")]
    [InlineData("PROXY TCP4 127.0.0.1 127.0.0.1 4711 18789\r\n")]
    [InlineData("PROXY UNKNOWN\r\n")]
    [InlineData("\r\nPROXY TCP4 203.0.113.77 127.0.0.1 4711 18789\r\n")]
    public Task A_line_of_the_first_version_is_refused(string line) => Refused(Encoding.ASCII.GetBytes(line));

    [Theory]
    [InlineData(0x21, 0x11)]
    [InlineData(0x20, 0x00)]
    [InlineData(0x21, 0x12)]
    public Task A_header_of_the_second_version_is_refused(byte command, byte family)
    {
        byte[] addresses = [.. IPAddress.Parse(Claimed).GetAddressBytes(), .. IPAddress.Loopback.GetAddressBytes(), 0x12, 0x67, 0x49, 0x65];
        return Refused([.. "\r\n\r\n\0\r\nQUIT\n"u8, command, family, 0, (byte)addresses.Length, .. addresses]);
    }

    [Fact]
    public async Task A_proxy_that_speaks_it_gets_nothing_and_the_operator_is_told_what_came()
    {
        Assert.SkipWhen(Nginx.StreamSkipReason is not null, Nginx.StreamSkipReason ?? "");
        await using (Nginx plain = await Nginx.StartStream(_system.Url, isNamingClients: false))
        {
            (await Answer(Encoding.ASCII.GetBytes(Alive), plain.Url.Port)).ShouldBe("HTTP/1.1 200 OK");
        }

        _system.Program.Output.Text.ShouldNotContain("PROXY");
        await using Nginx proxy = await Nginx.StartStream(_system.Url, isNamingClients: true);
        foreach (string request in new[] { Alive, Socket })
        {
            string answer = await Answer(Encoding.ASCII.GetBytes(request), proxy.Url.Port);
            (answer.Length == 0 || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal)).ShouldBeTrue(answer);
        }

        string told = await _system.Program.Output.Line("what came", static line => line.Contains("begins with the PROXY protocol (version 1)", StringComparison.Ordinal), Waits.Limit);
        told.ShouldContain("127.0.0.1");
        _system.Program.Output.Text.Split("begins with the PROXY protocol").Length.ShouldBe(2, "once a minute at most");
    }

    private async Task Refused(byte[] header)
    {
        foreach (string request in new[] { Alive, Socket })
        {
            // Without the header each is answered.
            (await Answer(Encoding.ASCII.GetBytes(request))).Split(' ')[1].ShouldBe(request == Alive ? "200" : "101");
            string answer = await Answer([.. header, .. Encoding.ASCII.GetBytes(request)]);
            (answer.Length == 0 || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal)).ShouldBeTrue(answer);
        }

        await using GatewayTestClient inside = await _system.Connect("inside");
        (await inside.CallAsync("system-presence")).GetRawText().ShouldNotContain(Claimed);
        _system.Program.Output.Text.ShouldNotContain(Claimed);
    }

    /// <summary>The first line of the answer; nothing when the connection is only ended.</summary>
    private async Task<string> Answer(byte[] bytes, int? port = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port ?? _system.Url.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        try
        {
            return await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().InTime() ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
