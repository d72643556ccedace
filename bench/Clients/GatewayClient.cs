using System.Net;
using System.Text;
using System.Text.Json;

namespace Moltbot.Bench.Clients;

/// <summary>A connection that has said hello.</summary>
internal static class GatewayClient
{
    /// <exception cref="BenchException">The gateway refused.</exception>
    public static async Task<RawWebSocket> Connect(
        IPEndPoint server, string token, BenchDevice device, BenchPeer peer, IPAddress? source = null, CancellationToken cancel = default)
    {
        var socket = await RawWebSocket.Open(server, source, cancel);
        try
        {
            var nonce = NonceOf(await socket.Receive(cancel));
            await socket.Send(Encoding.UTF8.GetBytes(ConnectFrame(token, device, peer, nonce)), cancel);
            var answer = await socket.NextResponse(cancel);
            return Frame.Read(answer.Span).IsOk
                ? socket
                : throw new BenchException($"the gateway refused to connect: {Encoding.UTF8.GetString(answer.Span)}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The next answer, whatever events come before it; valid until the next call.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> NextResponse(this RawWebSocket socket, CancellationToken cancel)
    {
        while (true)
        {
            var frame = await socket.Receive(cancel);
            if (Frame.Read(frame.Span).Kind == FrameKind.Response)
            {
                return frame;
            }
        }
    }

    /// <summary>Asks once; answers the payload.</summary>
    /// <exception cref="BenchException">The gateway refused.</exception>
    public static async Task<JsonElement> Call(this RawWebSocket socket, string method, string parameters)
    {
        await socket.Send(Encoding.UTF8.GetBytes($$"""{"type":"req","id":"q","method":"{{method}}","params":{{parameters}}}"""), CancellationToken.None);
        var answer = await socket.NextResponse(CancellationToken.None);
        return Frame.Read(answer.Span).IsOk
            ? JsonElement.Parse(answer.Span).GetProperty("payload")
            : throw new BenchException($"{method} was refused: {Encoding.UTF8.GetString(answer.Span)}");
    }

    private static string NonceOf(ReadOnlyMemory<byte> challenge)
    {
        using var document = JsonDocument.Parse(challenge);
        return document.RootElement.GetProperty("payload").GetProperty("nonce").GetString()!;
    }

    private static string ConnectFrame(string token, BenchDevice device, BenchPeer peer, string nonce)
    {
        var signedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var signature = device.Sign($"v2|{device.Id}|{peer.Client}|{peer.Mode}|{peer.Role}|{string.Join(',', peer.Scopes)}|{signedAt}|{token}|{nonce}");
        return $$$"""
            {"type":"req","id":"c","method":"connect","params":{"minProtocol":3,"maxProtocol":3,
            "client":{"id":"{{{peer.Client}}}","version":"1.0.0","platform":"linux","mode":"{{{peer.Mode}}}"},"role":"{{{peer.Role}}}","scopes":{{{List(peer.Scopes)}}},
            "caps":{{{List(peer.Caps)}}},"commands":{{{List(peer.Commands)}}},"auth":{"token":"{{{token}}}"},
            "device":{"id":"{{{device.Id}}}","publicKey":"{{{device.PublicKey}}}","signature":"{{{signature}}}","signedAt":{{{signedAt}}},"nonce":"{{{nonce}}}"} } }
            """;
    }

    private static string List(IEnumerable<string> words) => $"[{string.Join(',', words.Select(static word => $"\"{word}\""))}]";
}
