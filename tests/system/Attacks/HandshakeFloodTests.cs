using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Sockets that prove nothing, and peers that never finish a sentence (B3, B5).</summary>
public sealed class HandshakeFloodTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    private const int MaxPending = 256;

    /// <summary>How long an unfinished handshake is kept.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, string> NoHeaders = [];

    [Fact]
    public async Task Unfinished_handshakes_of_one_address_are_counted_and_those_inside_go_on()
    {
        await using GatewayTestClient inside = await attacked.System.Connect("inside");
        GatewayTestClient[] waiting = await Flood();
        try
        {
            (await inside.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();

            // Each is let go after ten seconds, by code 1000, and makes room.
            (await waiting[0].ClosedAsync()).Code.ShouldBe(1000);
            (await waiting[^1].ClosedAsync()).Code.ShouldBe(1000);
            await Task.WhenAll(waiting.Select(static client => client.CloseAsync()));
            HttpStatusCode status = default;
            await Waits.Until(async () => (status = await Upgrade.Status(attacked.System.Url, NoHeaders)) != HttpStatusCode.TooManyRequests, "room for another");

            status.ShouldBe(HttpStatusCode.SwitchingProtocols);
        }
        finally
        {
            await Drop(waiting);
        }
    }

    /// <summary>
    /// Opens as many as are kept at once, and sees the next one refused. Where that took so long that the first had been let go, or where
    /// one of before was not let go yet, it says nothing and is done again.
    /// </summary>
    private async Task<GatewayTestClient[]> Flood()
    {
        const int Rounds = 6;
        for (int round = 1; ; round++)
        {
            long begun = Stopwatch.GetTimestamp();
            GatewayTestClient[] waiting = [.. (await Task.WhenAll(Enumerable.Range(0, MaxPending).Select(TryOpen))).OfType<GatewayTestClient>()];
            HttpStatusCode status = await Upgrade.Status(attacked.System.Url, NoHeaders);
            if (waiting.Length == MaxPending && status == HttpStatusCode.TooManyRequests)
            {
                return waiting;
            }

            TimeSpan taken = Stopwatch.GetElapsedTime(begun);
            await Drop(waiting);
            (waiting.Length < MaxPending || taken >= Kept).ShouldBeTrue($"one more than {MaxPending} was answered {status}");
            round.ShouldBeLessThan(Rounds, $"{MaxPending} sockets could not be opened within {Kept}: {waiting.Length} in {taken}");
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task<GatewayTestClient?> TryOpen(int number)
    {
        try
        {
            return await GatewayTestClient.OpenAsync(attacked.System.Url, $"flood {number}", cancel: TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    private static async Task Drop(IEnumerable<GatewayTestClient> clients)
    {
        foreach (GatewayTestClient client in clients)
        {
            client.Abort();
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_connect_that_never_ends_is_cut_off()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, attacked.System.Url.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET / HTTP/1.1\r\nHost: 127.0.0.1:{attacked.System.Url.Port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
            TestContext.Current.CancellationToken);

        // The beginning of a masked text frame of 100 bytes; the rest never comes.
        await stream.WriteAsync(new byte[] { 0x81, 0x80 | 100, 1, 2, 3, 4, 5 }, TestContext.Current.CancellationToken);
        using var deadline = new CancellationTokenSource(Waits.Limit, TimeProvider.System);
        var buffer = new byte[4096];
        var answer = new StringBuilder();
        try
        {
            while (await stream.ReadAsync(buffer, deadline.Token) is > 0 and int count)
            {
                // The upgrade, the challenge and the close frame; then the end.
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Reset: cut off, too.
        }

        answer.ToString().ShouldStartWith("HTTP/1.1 101");
        answer.ToString().ShouldContain("connect.challenge");
    }
}
