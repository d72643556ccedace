using System.Collections.Frozen;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods;

namespace Moltbot.Gateway.Connections;

/// <content>The time after the handshake.</content>
internal sealed partial class Connection
{
    /// <summary>Methods that answer when something else has happened.</summary>
    private static readonly FrozenSet<string> Waiting =
        new[] { MethodNames.Agent, MethodNames.AgentWait, MethodNames.NodeInvoke, MethodNames.Send, MethodNames.ExecApprovalRequest }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>How many of them may wait on one connection. Arbitrary; each costs a few hundred bytes.</summary>
    private const int MaxWaits = 256;

    /// <summary>How many bytes they may have together: a request is kept as long as it waits. Arbitrary: eight of the largest.</summary>
    private const long MaxWaitingBytes = 8L * ProtocolLimits.MaxPayloadBytes;

    private static readonly GatewayError TooManyWait =
        GatewayError.Unavailable($"{MaxWaits} requests or {MaxWaitingBytes} bytes of this connection wait for their outcome already") with { Retryable = true, RetryAfterMs = 1000 };

    /// <summary>Methods whose one answer may be far above what a slow client may have waiting.</summary>
    private static readonly FrozenSet<string> Bulky =
        new[] { MethodNames.ChatHistory, MethodNames.LogsTail, MethodNames.SessionsList, MethodNames.SessionsPreview }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// How long more may wait than a slow client may have. Arbitrary: the longest answer over a line of half a megabit a second.
    /// </summary>
    internal static readonly TimeSpan MaxUnread = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _waits = new(MaxWaits);
    private readonly SemaphoreSlim _bulky = new(1);
    private long _waitingBytes;

    private async Task Serve()
    {
        // All calls made from here on, in whatever handler, carry the client's claim.
        CallerContext.Use(Client!.Identity.Claim);
        while (true)
        {
            ReceivedMessage message = await MessageReceiver.Receive(_socket);
            if (message.Kind != ReceivedKind.Text)
            {
                Refuse(message.Kind);
                return;
            }

            if (Outbox.IsClosing || _farewell is not null)
            {
                message.Dispose();
                return;
            }

            // Who does not read answers gets no more of them; who asks much at once waits for a free place.
            await Room();
            await _slots.WaitAsync(_aborted.Token);
            _ = Handle(message);
        }
    }

    private async Task Handle(ReceivedMessage message)
    {
        SemaphoreSlim place = _slots;
        try
        {
            switch (FrameReader.Read(message.Text, out RequestFrame frame, out FrameFault? fault))
            {
                case FrameVerdict.Invalid:
                    SendError(fault!.IdJson.Span, fault.Error);
                    break;
                case FrameVerdict.Request when frame.Method == MethodNames.Connect:
                    SendError(frame.IdJson.Span, GatewayError.Invalid(CloseCodes.ConnectOnlyFirst));
                    break;
                case FrameVerdict.Request when Waiting.Contains(frame.Method) && !MayWait(message.Text.Length):
                    SendError(frame.IdJson.Span, TooManyWait);
                    break;
                case FrameVerdict.Request when Waiting.Contains(frame.Method):
                    // What waits for an outcome, perhaps for hours, keeps no other request from being read.
                    place = _waits;
                    _slots.Release();
                    await _services.Dispatcher.Dispatch(this, frame);
                    break;
                case FrameVerdict.Request when Bulky.Contains(frame.Method):
                    await OneByOne(frame);
                    break;
                case FrameVerdict.Request:
                    await _services.Dispatcher.Dispatch(this, frame);
                    break;
            }

            // A place is free again once there is room for the next answer.
            await Room();
        }
        catch (OperationCanceledException) when (_aborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to answer.
        }
        catch (Exception error)
        {
            LogRequestFailed(Id, error);
        }
        finally
        {
            if (place == _waits)
            {
                Interlocked.Add(ref _waitingBytes, -message.Text.Length);
            }

            message.Dispose();
            place.Release();
            CloseIfAnswered();
        }
    }

    private bool MayWait(int bytes)
    {
        if (Interlocked.Add(ref _waitingBytes, bytes) <= MaxWaitingBytes && _waits.Wait(0, CancellationToken.None))
        {
            return true;
        }

        Interlocked.Add(ref _waitingBytes, -bytes);
        return false;
    }

    /// <summary>Makes the next long answer when the client has read the one before: asked for at once they would all be kept.</summary>
    private async Task OneByOne(RequestFrame frame)
    {
        await _bulky.WaitAsync(_aborted.Token);
        try
        {
            await Room();
            await _services.Dispatcher.Dispatch(this, frame);
        }
        finally
        {
            _bulky.Release();
        }
    }

    /// <summary>Waits until the client has read enough; one that does not for long is cut off.</summary>
    private async ValueTask Room()
    {
        Task room = Outbox.WhenRoom();
        if (room.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            await room.WaitAsync(MaxUnread, _services.Time, _aborted.Token);
        }
        catch (TimeoutException)
        {
            LogSlow(Id);
            Close(CloseCodes.PolicyViolation, CloseCodes.SlowConsumerReason, dropsWaiting: true);
        }
    }
}
