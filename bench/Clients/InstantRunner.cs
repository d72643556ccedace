using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Moltbot.Bench.Servers;

namespace Moltbot.Bench.Clients;

/// <summary>A runner that answers each tool call at once, always the same: what is measured is the way to it and back.</summary>
internal sealed class InstantRunner : IAsyncDisposable
{
    private readonly BenchDevice _device;
    private readonly RawWebSocket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _answering;

    private InstantRunner(BenchDevice device, RawWebSocket socket)
    {
        (_device, _socket) = (device, socket);
        _answering = Answer();
    }

    /// <summary>Calls that were answered so far.</summary>
    public long Answered { get; private set; }

    public static async Task<InstantRunner> Connect(SiloServer silo)
    {
        var device = new BenchDevice();
        return new InstantRunner(device, await silo.Connect(device, BenchPeer.Runner));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _answering;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task Answer()
    {
        try
        {
            while (true)
            {
                if (RequestOf(await _socket.Receive(_stop.Token)) is { } request)
                {
                    await _socket.Send(Encoding.UTF8.GetBytes(
                        $$$"""{"type":"req","id":"r","method":"node.invoke.result","params":{"id":"{{{request}}}","nodeId":"{{{_device.Id}}}","ok":true,"payloadJSON":"{\"text\":\"It says hello.\",\"isError\":false,\"outcome\":\"done\",\"truncated\":false}"} }"""),
                        _stop.Token);
                    Answered++;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or BenchException)
        {
            // Stopped, or the server has gone: the turns that then fail are counted.
        }
    }

    private static string? RequestOf(ReadOnlyMemory<byte> frame)
    {
        if (frame.Span.IndexOf("\"node.invoke.request\""u8) < 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(frame);
        return document.RootElement.GetProperty("payload").GetProperty("id").GetString();
    }
}
