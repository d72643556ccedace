using System.Data.Common;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;
using Orleans.Runtime;

namespace Moltbot.Gateway.Dispatch;

/// <summary>What a client is told of an exception: refusals in their own words, everything else without its text.</summary>
public static class Failures
{
    // How soon a client may try again when storage or cluster are in trouble. Arbitrary: short for a blink, long enough not to pile up.
    private const long RetryAfterMs = 1000;

    /// <summary>The error for the client.</summary>
    public static GatewayError ErrorOf(Exception error) => error switch
    {
        GrainAccessDeniedException or SessionRefusedException => GatewayError.Invalid(error.Message),
        TimeoutException => Retry("the gateway took too long; whether it was done is not known"),
        OperationCanceledException => Retry("the request was given up"),
        OrleansException or DbException or IOException => Retry("storage or cluster are not available now"),
        _ => GatewayError.Unavailable("internal error"),
    };

    /// <summary>Whether it is a fault of ours and belongs into the log.</summary>
    public static bool IsOurs(Exception error) =>
        error is not (GrainAccessDeniedException or SessionRefusedException or OperationCanceledException);

    private static GatewayError Retry(string message) =>
        GatewayError.Unavailable(message) with { Retryable = true, RetryAfterMs = RetryAfterMs };
}
