using System.Net;
using Moltbot.Bench.Clients;

namespace Moltbot.Bench.Loads;

/// <summary>Clients that connect, sign the challenge, are greeted and leave.</summary>
internal sealed class ConnectLoad(LoadWindow window, IPEndPoint server, string token)
{
    /// <param name="worker">The worker's number: it has a loopback address of its own, so that ports do not run out.</param>
    /// <param name="next">The device of the next connection; null when there are no more.</param>
    /// <param name="log">Gets the durations.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Connect(int worker, Func<BenchDevice?> next, LatencyLog log, CancellationToken cancel)
    {
        var source = LoopbackAddresses.Number(worker);
        while (!window.IsOver && next() is { } device)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var socket = await GatewayClient.Connect(server, token, device, BenchPeer.Operator, source, cancel);
            window.Succeeded(log, began);
            await socket.Close(cancel);
        }
    }
}
