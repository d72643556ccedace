using System.Net.WebSockets;
using Moltbot.Gateway.Channels.Api;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>There was no connection; says what stood in its way, without addresses or secrets.</summary>
internal sealed class ConnectFailedException(Exception cause, TimeSpan patience) : IOException(Reason(cause, patience), cause)
{
    private static string Reason(Exception cause, TimeSpan patience)
    {
        for (var error = cause; error is not null; error = error.InnerException)
        {
            switch (error)
            {
                case PrivateAddressException refused:
                    return refused.Message;
                case OperationCanceledException:
                    return $"no answer within {patience.TotalSeconds:0} s";
                case WebSocketException { WebSocketErrorCode: WebSocketError.NotAWebSocket } answer:
                    return answer.Message;
                case HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } failed when failed.InnerException is not PrivateAddressException:
                    return failed.HttpRequestError.ToString();
            }
        }

        return cause is WebSocketException socket ? socket.WebSocketErrorCode.ToString() : cause.GetType().Name;
    }
}
