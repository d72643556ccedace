using Moltbot.Models.Providers;

namespace Moltbot.Models.Transport;

/// <summary>The class of a failure from the status, the provider's code and its text (runtime.md §9).</summary>
internal static class FailureClassifier
{
    // Order matters: a text may match several, and the first is the most specific.
    private static readonly (ModelFailureReason Reason, string[] Signs)[] Texts =
    [
        (ModelFailureReason.RateLimit, ["rate limit", "rate_limit", "too many requests", "quota exceeded", "exceeded your current quota",
            "resource_exhausted", "resource has been exhausted", "usage limit", "overloaded"]),
        (ModelFailureReason.Format, ["string should match pattern", "tool_use.id", "tool_use_id", "messages.1.content.1.tool_use.id",
            "invalid request format"]),
        (ModelFailureReason.Billing, ["insufficient credits", "insufficient_quota", "credit balance", "payment required", "billing"]),
        (ModelFailureReason.Timeout, ["timed out", "timeout", "deadline exceeded", "context deadline"]),
        (ModelFailureReason.Auth, ["invalid api key", "invalid_api_key", "incorrect api key", "invalid token", "authentication",
            "unauthorized", "forbidden", "access denied", "token expired", "token has expired", "no api key found", "re-authenticate"]),
    ];

    private static readonly string[] Overflow =
    [
        "context_length_exceeded", "maximum context length", "prompt is too long", "exceeds model context window",
        "request_too_large", "context length exceeded", "context overflow", "exceeds the context window",
    ];

    public static bool IsContextOverflow(ProviderError error) => Has(error, Overflow);

    public static ModelFailureReason? Classify(int? status, ProviderError error)
    {
        // OpenAI says 429 for an empty account; waiting will not fill it.
        if (string.Equals(error.Code, "insufficient_quota", StringComparison.OrdinalIgnoreCase))
        {
            return ModelFailureReason.Billing;
        }

        return status switch
        {
            402 => ModelFailureReason.Billing,
            429 or 529 => ModelFailureReason.RateLimit,
            401 or 403 => ModelFailureReason.Auth,
            408 or 504 => ModelFailureReason.Timeout,
            >= 500 => FromText(error) is ModelFailureReason.RateLimit ? ModelFailureReason.RateLimit : ModelFailureReason.Server,
            400 or 413 or 422 => FromText(error) ?? ModelFailureReason.Format,
            _ => FromText(error),
        };
    }

    /// <summary>Whether the same call may work on the same provider shortly; 429 only when it says when.</summary>
    public static bool IsTransient(int? status, ModelFailureReason? reason, TimeSpan? retryAfter) => reason switch
    {
        ModelFailureReason.RateLimit => retryAfter is not null || status >= 500,
        ModelFailureReason.Server => status is null or >= 500 and not 501,
        ModelFailureReason.Timeout => status is not null,
        _ => false,
    };

    private static ModelFailureReason? FromText(ProviderError error)
    {
        foreach (var (reason, signs) in Texts)
        {
            if (Has(error, signs))
            {
                return reason;
            }
        }

        return null;
    }

    private static bool Has(ProviderError error, string[] signs)
    {
        foreach (var sign in signs)
        {
            if ((error.Code?.Contains(sign, StringComparison.OrdinalIgnoreCase) ?? false)
                || (error.Text?.Contains(sign, StringComparison.OrdinalIgnoreCase) ?? false))
            {
                return true;
            }
        }

        return false;
    }
}
