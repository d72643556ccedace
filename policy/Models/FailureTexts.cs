using System.Text.RegularExpressions;

namespace Moltbot.Policy.Models;

/// <summary>
/// What providers write when a call fails. There is no standard for it, so these are the phrases seen; the order of the
/// questions matters, since one text often has phrases of several kinds.
/// </summary>
public static partial class FailureTexts
{
    private static readonly string[] RateLimit =
        ["rate_limit", "rate limit", "too many requests", "429", "exceeded your current quota", "resource has been exhausted",
        "quota exceeded", "resource_exhausted", "usage limit", "overloaded"];

    private static readonly string[] Format =
        ["string should match pattern", "tool_use.id", "tool_use_id", "invalid request format"];

    private static readonly string[] Billing =
        ["payment required", "insufficient credits", "credit balance", "plans & billing"];

    private static readonly string[] BillingAdvice = ["upgrade", "credits", "payment", "plan"];

    private static readonly string[] Timeout = ["timeout", "timed out", "deadline exceeded"];

    private static readonly string[] Auth =
        ["incorrect api key", "invalid token", "authentication", "re-authenticate", "oauth token refresh failed", "unauthorized",
        "forbidden", "access denied", "expired", "no credentials found", "no api key found"];

    private static readonly string[] Overflow =
        ["request_too_large", "request exceeds the maximum size", "context length exceeded", "maximum context length",
        "prompt is too long", "exceeds model context window", "context overflow"];

    /// <summary>The reason a text points to; null when it points to none.</summary>
    public static FailoverReason? Classify(string? message)
    {
        var text = (message ?? "").ToLowerInvariant();
        if (text.Length == 0 || IsAboutImageSize(text))
            return null;
        if (HasAny(text, RateLimit))
            return FailoverReason.RateLimit;
        if (HasAny(text, Format))
            return FailoverReason.Format;
        if (IsAboutBilling(text))
            return FailoverReason.Billing;
        if (HasAny(text, Timeout))
            return FailoverReason.Timeout;
        return HasAny(text, Auth) || ApiKeyOrAuthStatus().IsMatch(text) ? FailoverReason.Auth : null;
    }

    /// <summary>Whether the conversation was too long for the model: the remedy is compaction, not another model.</summary>
    public static bool IsContextOverflow(string? message)
    {
        var text = (message ?? "").ToLowerInvariant();
        return HasAny(text, Overflow)
            || (text.Contains("request size exceeds", StringComparison.Ordinal) && HasAny(text, ["context window", "context length"]))
            || (text.Contains("413", StringComparison.Ordinal) && text.Contains("too large", StringComparison.Ordinal));
    }

    internal static bool HintsAtTimeout(string? message) => HasAny((message ?? "").ToLowerInvariant(), Timeout);

    internal static bool HintsAtAbortedRequest(string? message) =>
        HasAny((message ?? "").ToLowerInvariant(), ["request was aborted", "request aborted"]);

    /// <summary>Pictures that are too large fail everywhere, so another model would not help.</summary>
    private static bool IsAboutImageSize(string text) =>
        text.Contains("image dimensions exceed max allowed size", StringComparison.Ordinal)
        || (text.Contains("image exceeds", StringComparison.Ordinal) && text.Contains("mb", StringComparison.Ordinal));

    private static bool IsAboutBilling(string text) =>
        HasAny(text, Billing) || PaymentStatus().IsMatch(text)
        || (text.Contains("billing", StringComparison.Ordinal) && HasAny(text, BillingAdvice));

    private static bool HasAny(string text, IEnumerable<string> phrases) => phrases.Any(phrase => text.Contains(phrase, StringComparison.Ordinal));

    [GeneratedRegex(@"\b402\b", RegexOptions.NonBacktracking)]
    private static partial Regex PaymentStatus();

    [GeneratedRegex(@"invalid[_ ]?api[_ ]?key|\b401\b|\b403\b", RegexOptions.NonBacktracking)]
    private static partial Regex ApiKeyOrAuthStatus();
}
