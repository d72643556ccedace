using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Methods.Chat;

/// <summary>The error for a turn that a session did not take.</summary>
internal static class TurnRefusal
{
    public static GatewayError Of(TurnReceipt receipt)
    {
        string why = receipt.Refusal ?? "the session refused the message";
        return receipt.RetryAfterMs > 0
            ? GatewayError.Unavailable(why) with { Retryable = true, RetryAfterMs = receipt.RetryAfterMs }
            : GatewayError.Invalid(why);
    }
}
