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
        new[] { MethodNames.Agent, MethodNames.AgentWait, MethodNames.NodeInvoke, MethodNames.Send }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>How many of them may wait on one connection. Arbitrary; each costs a few hundred bytes.</summary>
    private const int MaxWaits = 256;

    private static readonly GatewayError TooManyWait =
        GatewayError.Unavailable($"{MaxWaits} requests of this connection wait for their outcome already") with { Retryable = true, RetryAfterMs = 1000 };

    private readonly SemaphoreSlim _waits = new(MaxWaits);

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

            if (Outbox.IsClosing)
            {
                message.Dispose();
                return;
            }

            // Who does not read answers gets no more of them; who asks much at once waits for a free place.
            await Outbox.WhenRoom();
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
                case FrameVerdict.Request when Waiting.Contains(frame.Method) && !_waits.Wait(0, CancellationToken.None):
                    SendError(frame.IdJson.Span, TooManyWait);
                    break;
                case FrameVerdict.Request when Waiting.Contains(frame.Method):
                    // What waits for an outcome, perhaps for hours, keeps no other request from being read.
                    place = _waits;
                    _slots.Release();
                    await _services.Dispatcher.Dispatch(this, frame);
                    break;
                case FrameVerdict.Request:
                    await _services.Dispatcher.Dispatch(this, frame);
                    break;
            }
        }
        catch (Exception error)
        {
            LogRequestFailed(Id, error);
        }
        finally
        {
            message.Dispose();
            place.Release();
        }
    }
}
