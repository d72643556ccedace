using System.Text.RegularExpressions;
using Moltbot.Models.Providers;

namespace Moltbot.Models.Transport;

/// <summary>The class of a failure from the status, the provider's code and its text (runtime.md §9).</summary>
internal static partial class FailureClassifier
{
    // Order matters: a text may match several, and the first is the most specific.
    private static readonly (ModelFailureReason Reason, string[] Signs)[] Texts =
    [
        (ModelFailureReason.RateLimit, ["rate limit", "rate_limit", "too many requests", "quota exceeded", "exceeded your current quota",
            "resource_exhausted", "resource has been exhausted", "usage limit", "overloaded"]),
        (ModelFailureReason.Format, ["string should match pattern", "tool_use.id", "tool_use_id", "messages.1.content.1.tool_use.id",
            "invalid request format"]),
        (ModelFailureReason.Billing, ["insufficient credits", "insufficient_quota", "credit balance", "payment required", "plans & billing"]),
        (ModelFailureReason.Timeout, ["timed out", "timeout", "deadline exceeded", "request was aborted", "request aborted"]),
        (ModelFailureReason.Auth, ["invalid api key", "invalid_api_key", "incorrect api key", "invalid token", "authentication",
            "unauthorized", "forbidden", "access denied", "expired", "no api key found", "no credentials found", "re-authenticate",
            "oauth token refresh failed"]),
    ];

    /// <summary>What an account that cannot pay is told to do; with the word "billing" beside it, the text is about payment.</summary>
    private static readonly string[] BillingAdvice = ["upgrade", "credits", "payment", "plan"];

    /// <summary>What a proxy that passes on its own trouble gives as a code.</summary>
    private static readonly string[] BrokenConnection = ["ETIMEDOUT", "ESOCKETTIMEDOUT", "ECONNRESET", "ECONNABORTED"];

    private static readonly string[] Overflow =
    [
        "context_length_exceeded", "maximum context length", "prompt is too long", "exceeds model context window",
        "request_too_large", "request exceeds the maximum size", "context length exceeded", "context overflow", "exceeds the context window",
    ];

    public static bool IsContextOverflow(ProviderError error) => Has(error, Overflow)
        || (Has(error, ["request size exceeds"]) && Has(error, ["context window", "context length"]))
        || (Has(error, ["413"]) && Has(error, ["too large"]));

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
            null => FromText(error) ?? FromNumber(error.Text),
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
        if (BrokenConnection.Contains(error.Code?.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            return ModelFailureReason.Timeout;
        }

        // A picture that is too large is too large everywhere: no other credential would help.
        if (IsAboutImageSize(error))
        {
            return null;
        }

        foreach (var (reason, signs) in Texts)
        {
            if (Has(error, signs) || (reason is ModelFailureReason.Billing && Has(error, ["billing"]) && Has(error, BillingAdvice)))
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>Where no status came along, a text may still quote one.</summary>
    private static ModelFailureReason? FromNumber(string? text)
    {
        var match = QuotedStatus().Match(text ?? "");
        return match.Success && !IsAboutImageSize(new ProviderError(null, text)) ? match.Value switch
        {
            "402" => ModelFailureReason.Billing,
            "429" => ModelFailureReason.RateLimit,
            _ => ModelFailureReason.Auth,
        } : null;
    }

    private static bool IsAboutImageSize(ProviderError error) =>
        Has(error, ["image dimensions exceed max allowed size"]) || (Has(error, ["image exceeds"]) && Has(error, ["mb"]));

    [GeneratedRegex(@"\b(402|429|401|403)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex QuotedStatus();

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
