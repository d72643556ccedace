using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>
/// One connection of the gateway: hello, then identify or resume, then events and heartbeats until it ends. What is confirmed to Discord, in
/// heartbeats, is what was stored.
/// </summary>
internal sealed partial class GatewayConnection(
    DiscordAccount account, GatewayBacklog events, Func<double> random, TimeProvider time, ILogger logger)
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
        catch (ConnectFailedException failed)
        {
            var reason = account.Token.Redact($"no connection to the gateway at {address.Host} was made: {failed.Message}");
            LogNotConnected(reason);
            return new GatewayEnd(GatewayNext.Resume, reason);
        }
        catch (Exception error) when (!stop.IsCancellationRequested && error is WebSocketException or IOException)
        {
            return new GatewayEnd(GatewayNext.Resume, "the connection broke");
        }
    }

    private async Task<GatewaySocket> Connect(Uri address, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(account.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        try
        {
            return await GatewaySocket.Connect(address, account.Handler, time, either.Token);
        }
        catch (Exception error) when (!stop.IsCancellationRequested && error is WebSocketException or HttpRequestException or OperationCanceledException or IOException)
        {
            throw new ConnectFailedException(error, account.CallTimeout);
        }
    }

    private async Task<GatewayEnd> Serve(GatewaySocket socket, CancellationToken stop)
    {
        var (greeting, refusal) = await Greeted(socket, stop);
        if (greeting is not { } hello)
        {
            return refusal!;
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

    /// <summary>How often the gateway wants to hear from us, or how it ended instead.</summary>
    private async Task<(TimeSpan? Interval, GatewayEnd? End)> Greeted(GatewaySocket socket, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(account.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        try
        {
            var (frame, end) = await socket.Receive(either.Token);
            return frame is { Op: GatewayOp.Hello } && TryRead(frame.Data, DiscordJson.Default.Hello) is { HeartbeatInterval: > 0 and < int.MaxValue } hello
                ? (TimeSpan.FromMilliseconds(hello.HeartbeatInterval), null)
                : (null, end ?? new GatewayEnd(GatewayNext.Resume, "the gateway's first words were no hello"));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, new GatewayEnd(GatewayNext.Resume, $"the gateway did not say hello within {account.CallTimeout.TotalSeconds:0} s"));
        }
    }

    private Task Beat(GatewaySocket socket, CancellationToken cancellation) => socket.Send(GatewayWriter.Heartbeat(Session?.Stored), cancellation);

    private async Task<GatewayEnd> Read(GatewaySocket socket, Heartbeat heartbeat, CancellationToken stop)
    {
        while (true)
        {
            var (frame, end) = await socket.Receive(stop);
            if (frame is null)
            {
                return end!;
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
                    if (Dispatch(frame, type, sequence) is { } failure)
                    {
                        return failure;
                    }

                    break;
                default:
                    LogUnreadable(frame.Op);
                    break;
            }
        }
    }

    /// <summary>Takes an event in; what ends the connection when that cannot be.</summary>
    private GatewayEnd? Dispatch(GatewayFrame frame, string type, long sequence)
    {
        if (type == EventTypes.Ready)
        {
            if (TryRead(frame.Data, DiscordJson.Default.Ready) is not { SessionId.Length: > 0 } ready)
            {
                LogUnreadable(frame.Op);

                // Without a session this would be a connection on which nothing is ever heard.
                return IsEstablished ? null : new GatewayEnd(GatewayNext.Identify, "the gateway began a session with a READY that cannot be read");
            }

            Session = new GatewaySession(ready.SessionId, ready.ResumeGatewayUrl, 0);
        }

        if (Session is not { } session || !session.TryReceive(sequence))
        {
            return null;
        }

        IsEstablished |= type is EventTypes.Ready or EventTypes.Resumed;
        if (events.TryAdd(new GatewayEvent(session, sequence, type, type == EventTypes.Ready ? default : frame.Json)))
        {
            return null;
        }

        session.GiveBack(sequence);
        return new GatewayEnd(GatewayNext.Resume, "more events came than could be stored");
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Discord: {Reason}")]
    private partial void LogNotConnected(string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A frame of Discord's gateway (op {Op}) means nothing here; it is passed over.")]
    private partial void LogUnreadable(int op);
}
