namespace Moltbot.Policy.Models;

/// <summary>
/// Decides whether a failed model call is worth another credential or model, and why. Status first, then the transport's
/// code, then the text. Null: no; the failure is shown (a person's own abort among them).
/// </summary>
public static class FailoverPolicy
{
    private static readonly string[] BrokenConnection = ["ETIMEDOUT", "ESOCKETTIMEDOUT", "ECONNRESET", "ECONNABORTED"];

    public static FailoverReason? Classify(ModelFailure failure)
    {
        FailoverReason? byStatus = failure.Status switch
        {
            402 => FailoverReason.Billing,
            429 => FailoverReason.RateLimit,
            401 or 403 => FailoverReason.Auth,
            408 => FailoverReason.Timeout,
            _ => null,
        };
        if (byStatus is not null)
            return byStatus;
        if (failure.Code is { } code && BrokenConnection.Contains(code.Trim(), StringComparer.OrdinalIgnoreCase))
            return FailoverReason.Timeout;
        if (IsTimeout(failure))
            return FailoverReason.Timeout;
        return FailureTexts.Classify(failure.Message);
    }

    private static bool IsTimeout(ModelFailure failure)
    {
        if (failure.IsTimeout || FailureTexts.HintsAtTimeout(failure.Message))
            return true;
        return failure.IsAbort && (FailureTexts.HintsAtAbortedRequest(failure.Message) || FailureTexts.HintsAtTimeout(failure.Cause));
    }
}
