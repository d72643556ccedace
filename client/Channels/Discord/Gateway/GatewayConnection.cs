using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>
/// One connection of the gateway: hello, then identify or resume, then events and heartbeats until it ends. What is confirmed to Discord, in
/// heartbeats, is what was stored.
/// </summary>
internal sealed partial class GatewayConnection(
    DiscordAccount account, ChannelWriter<GatewayEvent> events, Func<double> random, TimeProvider time, ILogger logger)
{
    /// <summary>The session that is served, once there is one.</summary>
    public GatewaySession? Session { get; private set; }

    /// <summary>Whether a session began or was taken up.</summary>
    public bool IsEstablished { get; private set; }

    /// <summary>Runs a connection to its end.</summary>
    /// <param name="address">Where to connect.</param>
    /// <param name="session">The session to take up; null for a new one.</param>
    /// <param name="stop">Ends it; the session can be taken up again.</param>
    public async Task<GatewayEnd> Run(Uri address, GatewaySession? session, CancellationToken stop)
    {
        Session = session;
        try
        {
            using var socket = await Connect(address, stop);
            return await Serve(socket, stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested && error is WebSocketException or HttpRequestException or OperationCanceledException or IOException)
        {
            LogNotConnected(error.GetType().Name);
            return new GatewayEnd(GatewayNext.Resume, "no connection to the gateway was made");
        }
    }

    private async Task<GatewaySocket> Connect(Uri address, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(account.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        return await GatewaySocket.Connect(address, account.Handler, time, either.Token);
    }

    private async Task<GatewayEnd> Serve(GatewaySocket socket, CancellationToken stop)
    {
        if (await Greeted(socket, stop) is not { } hello)
        {
            return new GatewayEnd(GatewayNext.Resume, "the gateway did not say hello");
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var heartbeat = new Heartbeat(cancel => Beat(socket, cancel), hello, random(), time);
        var beating = heartbeat.Run(ending.Token);
        var reading = Read(socket, heartbeat, ending.Token);
        await socket.Send(
            Session is { } known ? GatewayWriter.Resume(account.Token, known.Id, known.Received) : GatewayWriter.Identify(account.Token, account.Intents), stop);
        try
        {
            if (await Task.WhenAny(reading, beating) == reading)
            {
                return await reading;
            }

            await beating;
            return new GatewayEnd(GatewayNext.Resume, "the gateway did not answer a heartbeat");
        }
        finally
        {
            await socket.Leave();
            await ending.CancelAsync();
            await Task.WhenAll(Ended(reading), Ended(beating));
        }
    }

    private async Task<TimeSpan?> Greeted(GatewaySocket socket, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(account.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        var (frame, _) = await socket.Receive(either.Token);
        return frame is { Op: GatewayOp.Hello } && TryRead(frame.Data, DiscordJson.Default.Hello) is { HeartbeatInterval: > 0 and < int.MaxValue } hello
            ? TimeSpan.FromMilliseconds(hello.HeartbeatInterval)
            : null;
    }

    private Task Beat(GatewaySocket socket, CancellationToken cancellation) => socket.Send(GatewayWriter.Heartbeat(Session?.Stored), cancellation);

    private async Task<GatewayEnd> Read(GatewaySocket socket, Heartbeat heartbeat, CancellationToken stop)
    {
        while (true)
        {
            var (frame, close) = await socket.Receive(stop);
            if (frame is null)
            {
                return GatewayEnd.Closed(close);
            }

            switch (frame.Op)
            {
                case GatewayOp.HeartbeatAck:
                    heartbeat.Answered();
                    break;
                case GatewayOp.Heartbeat:
                    await Beat(socket, stop);
                    break;
                case GatewayOp.Reconnect:
                    return new GatewayEnd(GatewayNext.Resume, "the gateway asked for a new connection");
                case GatewayOp.InvalidSession:
                    return frame.Data.ValueKind == JsonValueKind.True
                        ? new GatewayEnd(GatewayNext.Resume, "the gateway asked to take the session up again")
                        : new GatewayEnd(GatewayNext.Identify, "the gateway does not know the session");
                case GatewayOp.Dispatch when frame is { Type: { } type, Sequence: { } sequence }:
                    if (!Dispatch(type, sequence, frame.Data))
                    {
                        return new GatewayEnd(GatewayNext.Resume, "more events came than could be stored");
                    }

                    break;
                default:
                    LogUnreadable(frame.Op);
                    break;
            }
        }
    }

    /// <summary>False when there is no room for the event.</summary>
    private bool Dispatch(string type, long sequence, JsonElement data)
    {
        if (type == "READY")
        {
            if (TryRead(data, DiscordJson.Default.Ready) is not { } ready)
            {
                LogUnreadable(GatewayOp.Dispatch);
                return true;
            }

            Session = new GatewaySession(ready.SessionId, ready.ResumeGatewayUrl, 0);
        }

        if (Session is not { } session || !session.TryReceive(sequence))
        {
            return true;
        }

        IsEstablished |= type is "READY" or "RESUMED";
        if (events.TryWrite(new GatewayEvent(session, sequence, type, data)))
        {
            return true;
        }

        session.GiveBack(sequence);
        return false;
    }

    private static T? TryRead<T>(JsonElement data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return data.Deserialize(type);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static async Task Ended(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception)
        {
            // What it ended with was judged already.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No connection to Discord's gateway was made ({Error}).")]
    private partial void LogNotConnected(string error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A frame of Discord's gateway (op {Op}) means nothing here; it is passed over.")]
    private partial void LogUnreadable(int op);
}
