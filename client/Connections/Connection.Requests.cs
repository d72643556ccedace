using Moltbot.GrainInterfaces.Security;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods;

namespace Moltbot.Gateway.Connections;

/// <content>The time after the handshake.</content>
internal sealed partial class Connection
{
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
            _slots.Release();
        }
    }
}
