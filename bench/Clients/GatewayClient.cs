using System.Net;
using System.Text;
using System.Text.Json;

namespace Moltbot.Bench.Clients;

/// <summary>A connection that has said hello: an operator with a device, as the original's command line connects.</summary>
internal static class GatewayClient
{
    private const string Scopes = "operator.admin,operator.approvals,operator.pairing";

    /// <exception cref="BenchException">The gateway refused.</exception>
    public static async Task<RawWebSocket> Connect(
        IPEndPoint server, string token, BenchDevice device, IPAddress? source = null, CancellationToken cancel = default)
    {
        var socket = await RawWebSocket.Open(server, source, cancel);
        try
        {
            var nonce = NonceOf(await socket.Receive(cancel));
            await socket.Send(Encoding.UTF8.GetBytes(ConnectFrame(token, device, nonce)), cancel);
            while (true)
            {
                var answer = await socket.Receive(cancel);
                if (Frame.Read(answer.Span) is { Kind: FrameKind.Response } response)
                {
                    return response.IsOk
                        ? socket
                        : throw new BenchException($"the gateway refused to connect: {Encoding.UTF8.GetString(answer.Span)}");
                }
            }
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string NonceOf(ReadOnlyMemory<byte> challenge)
    {
        using var document = JsonDocument.Parse(challenge);
        return document.RootElement.GetProperty("payload").GetProperty("nonce").GetString()!;
    }

    private static string ConnectFrame(string token, BenchDevice device, string nonce)
    {
        var signedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var signature = device.Sign($"v2|{device.Id}|cli|cli|operator|{Scopes}|{signedAt}|{token}|{nonce}");
        return $$$"""
            {"type":"req","id":"c","method":"connect","params":{"minProtocol":3,"maxProtocol":3,
            "client":{"id":"cli","version":"1.0.0","platform":"linux","mode":"cli"},"role":"operator","scopes":["{{{Scopes.Replace(",", "\",\"", StringComparison.Ordinal)}}}"],
            "caps":[],"auth":{"token":"{{{token}}}"},
            "device":{"id":"{{{device.Id}}}","publicKey":"{{{device.PublicKey}}}","signature":"{{{signature}}}","signedAt":{{{signedAt}}},"nonce":"{{{nonce}}}"} } }
            """;
    }
}
