using System.Net;
using System.Net.Sockets;
using System.Text;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Sockets that prove nothing, and peers that never finish a sentence (B3, B5).</summary>
public sealed class HandshakeFloodTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    private const int MaxPending = 256;

    [Fact]
    public async Task Unfinished_handshakes_of_one_address_are_counted_and_those_inside_go_on()
    {
        await using GatewayTestClient inside = await attacked.System.Connect("inside");
        GatewayTestClient[] waiting = [];
        try
        {
            // All at once: the first is let go ten seconds after it came, and the last has to be in by then.
            waiting = await Task.WhenAll(Enumerable.Range(0, MaxPending).Select(number =>
                GatewayTestClient.OpenAsync(attacked.System.Url, $"flood {number}", cancel: TestContext.Current.CancellationToken)));

            (await Upgrade.Status(attacked.System.Url, new Dictionary<string, string>(StringComparer.Ordinal))).ShouldBe(HttpStatusCode.TooManyRequests);
            (await inside.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();

            // Each is let go after ten seconds, by code 1000, and makes room.
            (await waiting[0].ClosedAsync()).Code.ShouldBe(1000);
            (await waiting[^1].ClosedAsync()).Code.ShouldBe(1000);
            await Task.WhenAll(waiting.Select(static client => client.CloseAsync()));
            HttpStatusCode status;
            using var deadline = new CancellationTokenSource(Waits.Limit, TimeProvider.System);
            while ((status = await Upgrade.Status(attacked.System.Url, new Dictionary<string, string>(StringComparer.Ordinal))) == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, deadline.Token);
            }

            status.ShouldBe(HttpStatusCode.SwitchingProtocols);
        }
        finally
        {
            foreach (GatewayTestClient client in waiting)
            {
                client.Abort();
                await client.DisposeAsync();
            }
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
        try
        {
            while (await stream.ReadAsync(buffer, deadline.Token) > 0)
            {
                // The challenge and the close frame; then the end.
            }
        }
        catch (IOException)
        {
            // Reset: cut off, too.
        }

        deadline.IsCancellationRequested.ShouldBeFalse();
    }
}
