using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Handshake;
using Moltbot.Gateway.Logs;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Limits;

namespace Moltbot.Gateway.Connections;

/// <summary>One client, from the upgrade to the last byte: challenge, handshake, requests, and always off the lists in the end.</summary>
internal sealed partial class Connection
{
    // How long a client may take to answer our close before the socket is cut.
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly ConnectionServices _services;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _aborted = new();
    private bool _isPending = true;
    private volatile bool _isLive;
    private volatile Farewell? _farewell;

    public Connection(WebSocket socket, ConnectionOrigin origin, ConnectionServices services)
    {
        _socket = socket;
        _services = services;
        _logger = services.Logger;
        _slots = new SemaphoreSlim(services.Options.MaxRequestsInFlight);
        Origin = origin;
        ConnectedAt = services.Time.GetUtcNow().ToUnixTimeMilliseconds();
        Outbox = new Outbox(socket);
        Unanswered = new UnansweredRuns(SendNow);
    }

    /// <summary>Names it; a UUID.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>The challenge.</summary>
    public string Nonce { get; } = Guid.NewGuid().ToString();

    public ConnectionOrigin Origin { get; }

    public Outbox Outbox { get; }

    /// <summary>The runs it asked for and has no answer about yet.</summary>
    public UnansweredRuns Unanswered { get; }

    /// <summary>Who it is; null until the handshake has found out.</summary>
    public AdmittedClient? Client { get; set; }

    /// <summary>Whether events go to it: only after its <c>hello-ok</c>.</summary>
    public bool IsLive => _isLive;

    /// <summary>When the socket was opened, epoch milliseconds.</summary>
    public long ConnectedAt { get; }

    public CancellationToken Aborted => _aborted.Token;

    public async Task Run()
    {
        _services.Deadlines.Set(this, ProtocolLimits.HandshakeTimeout);
        try
        {
            Challenge();
            bool isAdmitted = await Shake();
            using IDisposable? scope = TenantScope();
            if (isAdmitted)
            {
                await Serve();
            }

            await UntilClosed();
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            LogLost(Id, error.GetType().Name);
        }
        catch (Exception error)
        {
            LogFailed(Id, error);
            _socket.Abort();
        }
        finally
        {
            EndPending();
            _services.Deadlines.Clear(this);
            await _aborted.CancelAsync();
            if (Client is { } client)
            {
                await client.View.Leave(this);
            }
        }
    }

    /// <summary>Ends it with a code and a reason.</summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The reason, cut to what a close frame holds.</param>
    /// <param name="dropsWaiting">Whether what waits is dropped instead of sent before.</param>
    public void Close(int code, string reason, bool dropsWaiting = false)
    {
        _isLive = false;
        Outbox.Close(code, reason, dropsWaiting);
        _services.Deadlines.Set(this, CloseDeadline);
    }

    /// <summary>
    /// Ends it once the requests under way are answered, or at the deadline of a close: nothing more is read or told until then. What
    /// waits for an outcome is not waited for.
    /// </summary>
    public void CloseWhenAnswered(int code, string reason)
    {
        _isLive = false;
        _farewell = new Farewell(code, reason);
        _services.Deadlines.Set(this, CloseDeadline);
        CloseIfAnswered();
    }

    /// <summary>The handshake took too long, or the close did.</summary>
    public void OnDeadline()
    {
        if (Outbox.IsClosing)
        {
            _services.Deadlines.Clear(this);
            _socket.Abort();
        }
        else if (_farewell is { } farewell)
        {
            Close(farewell.Code, farewell.Reason);
        }
        else
        {
            Close(CloseCodes.Normal, "");
        }
    }

    /// <summary>Sends an event of the tenant, after the answer to the request that began its run.</summary>
    public void Tell(GatewayEvent gatewayEvent, bool isNumbered)
    {
        if (!Unanswered.Keep(gatewayEvent, isNumbered))
        {
            SendNow(gatewayEvent, isNumbered);
        }
    }

    /// <summary>Sends an event; a client that is too slow for one it must not miss is cut off.</summary>
    public void Send(EncodedEvent encoded, bool isNumbered, bool isDroppable)
    {
        if (_isLive && !Outbox.Send(encoded, isNumbered, isDroppable))
        {
            using IDisposable? scope = TenantScope();
            LogSlow(Id);
            Close(CloseCodes.PolicyViolation, CloseCodes.SlowConsumerReason, dropsWaiting: true);
        }
    }

    public void SendError(ReadOnlySpan<byte> idJson, GatewayError error)
    {
        var frame = new PooledBufferWriter();
        FrameWriter.WriteError(frame, idJson, error);
        Outbox.Send(frame);
    }

    private void SendNow(GatewayEvent gatewayEvent, bool isNumbered) => Send(gatewayEvent.Encoded, isNumbered, gatewayEvent.IsDroppable);

    /// <summary>Reads on, without heeding what comes, until the client has closed too.</summary>
    private async Task UntilClosed()
    {
        while (_socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            using ReceivedMessage message = await MessageReceiver.Receive(_socket);
            if (message.Kind == ReceivedKind.Closed)
            {
                break;
            }

            if (message.Kind == ReceivedKind.TooBig)
            {
                // What is left of the message would come in pieces as more messages; nobody waits for that.
                await Outbox.WhenIdle();
                _socket.Abort();
                break;
            }
        }

        Outbox.Close(CloseCodes.Normal, "");
        await Outbox.WhenIdle();
    }

    /// <summary>What is logged from here on is for the tenant to see too, once it is known.</summary>
    private IDisposable? TenantScope() => Client is { } client ? _logger.BeginScope(new TenantLogScope(client.Identity.Tenant)) : null;

    private void CloseIfAnswered()
    {
        if (_farewell is { } farewell && _slots.CurrentCount == _services.Options.MaxRequestsInFlight)
        {
            Close(farewell.Code, farewell.Reason);
        }
    }

    private void EndPending()
    {
        if (_isPending)
        {
            _isPending = false;
            _services.Pending.Leave(Origin.Address);
        }
    }

    private sealed record Farewell(int Code, string Reason);
}
