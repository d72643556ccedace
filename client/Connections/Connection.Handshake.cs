using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Handshake;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Gateway.Connections;

/// <content>From the challenge to <c>hello-ok</c> or a refusal.</content>
internal sealed partial class Connection
{
    /// <summary>
    /// The longest first message, bytes: a connect needs a few hundred, and whoever sends it is nobody yet (B5).
    /// </summary>
    private const int MaxFirstFrame = 64 * 1024;

    private void Challenge() => Outbox.Send(
        EncodedEvent.Create(
            EventNames.ConnectChallenge,
            new ConnectChallenge { Nonce = Nonce, Ts = _services.Time.GetUtcNow().ToUnixTimeMilliseconds() },
            EventsJson.Default.ConnectChallenge),
        isNumbered: false,
        isDroppable: false);

    /// <summary>Reads the first message, which has to be a <c>connect</c> that is let in.</summary>
    private async Task<bool> Shake()
    {
        using ReceivedMessage message = await MessageReceiver.Receive(_socket, MaxFirstFrame);
        if (message.Kind != ReceivedKind.Text)
        {
            Refuse(message.Kind);
            return false;
        }

        switch (FrameReader.Read(message.Text, out RequestFrame frame, out _))
        {
            case FrameVerdict.NotJson:
                Close(CloseCodes.Normal, "");
                return false;
            case FrameVerdict.Invalid:
                Close(CloseCodes.PolicyViolation, CloseCodes.InvalidRequestFrameReason);
                return false;
        }

        if (frame.Method != MethodNames.Connect)
        {
            RefuseHandshake(frame, HandshakeRejection.Of(GatewayError.Invalid(CloseCodes.FirstRequestMustBeConnect)));
            return false;
        }

        if (!ConnectionMethods.Connect.Read(frame.Params).TryGet(out ConnectParams? connect, out GatewayError? fault))
        {
            RefuseHandshake(frame, HandshakeRejection.Of(fault));
            return false;
        }

        HandshakeRejection? rejection;
        try
        {
            rejection = await _services.Handshaker.Perform(this, connect);
            if (rejection is null)
            {
                return await Welcome(frame, connect);
            }
        }
        catch (Exception error) when (!Outbox.IsClosing)
        {
            // Storage or cluster: the client's fault it is not, so it is told to come again.
            LogFailed(Id, error);
            SendError(frame.IdJson.Span, Failures.ErrorOf(error));
            Close(CloseCodes.Normal, "");
            return false;
        }

        LogRejected(
            Id, rejection.Error.Message, LogText.Of(Origin.AddressText), LogText.Of(Origin.Request.Host),
            LogText.Of(Origin.Request.ForwardedFor), LogText.Of(connect.Client.Id), LogText.Of(connect.UserAgent));
        RefuseHandshake(frame, rejection);
        return false;
    }

    private async Task<bool> Welcome(RequestFrame frame, ConnectParams connect)
    {
        AdmittedClient client = Client!;
        HelloOk hello = await _services.Greeter.Hello(this, client, connect);
        if (Outbox.IsClosing)
        {
            return false;
        }

        EndPending();
        _services.Deadlines.Clear(this);
        var answer = new PooledBufferWriter();
        ConnectionMethods.Connect.WriteResponse(answer, frame.IdJson.Span, hello);
        Outbox.Send(answer);
        _isLive = true;
        if (Outbox.IsClosing)
        {
            // It was closed between the look above and going live.
            _isLive = false;
            return false;
        }

        using IDisposable? scope = TenantScope();
        LogConnected(Id, client.Identity.Tenant, client.Identity.Claim.Principal, client.Identity.Role);
        _services.Greeter.AfterHello(this, client);
        return true;
    }

    private void RefuseHandshake(RequestFrame frame, HandshakeRejection rejection)
    {
        SendError(frame.IdJson.Span, rejection.Error);
        Close(rejection.CloseCode, rejection.Error.Message);
    }

    private void Refuse(ReceivedKind kind)
    {
        if (kind == ReceivedKind.TooBig)
        {
            Close(CloseCodes.TooBig, "", dropsWaiting: true);
        }
        else
        {
            Close(CloseCodes.Normal, "");
        }
    }
}
