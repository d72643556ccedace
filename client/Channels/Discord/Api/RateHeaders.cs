using System.Globalization;
using System.Net.Http.Headers;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>What an answer's headers say about the limits of its route.</summary>
/// <param name="Bucket">The bucket's name, shared by routes; null when the route has none.</param>
/// <param name="Limit">Calls in a window.</param>
/// <param name="Remaining">Calls left in it.</param>
/// <param name="ResetAfter">When the next window begins.</param>
/// <param name="IsGlobal">Of a 429: whether the whole bot has to wait.</param>
/// <param name="IsShared">Of a 429: whether others used up what is everybody's, which does not count as our fault.</param>
/// <param name="RetryAfter">Of a 429: how long to wait, when the body does not say.</param>
internal readonly record struct RateHeaders(
    string? Bucket, int? Limit, int? Remaining, TimeSpan? ResetAfter, bool IsGlobal, bool IsShared, TimeSpan? RetryAfter)
{
    // Far above what Discord names; a broken number must not stop a bot for good.
    private const double LongestSeconds = 86_400;

    public static RateHeaders Read(HttpResponseHeaders headers) => new(
        Text(headers, "X-RateLimit-Bucket"),
        Whole(headers, "X-RateLimit-Limit"),
        Whole(headers, "X-RateLimit-Remaining"),
        Seconds(Text(headers, "X-RateLimit-Reset-After")),
        string.Equals(Text(headers, "X-RateLimit-Global"), "true", StringComparison.OrdinalIgnoreCase) || Text(headers, "X-RateLimit-Scope") == "global",
        Text(headers, "X-RateLimit-Scope") == "shared",
        Seconds(Text(headers, "Retry-After")));

    /// <summary>A time from a number of seconds; null for what is none.</summary>
    public static TimeSpan? Seconds(double? seconds) =>
        seconds is { } number && double.IsFinite(number) ? TimeSpan.FromSeconds(Math.Clamp(number, 0, LongestSeconds)) : null;

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? Seconds(seconds) : null;

    private static int? Whole(HttpResponseHeaders headers, string name) =>
        int.TryParse(Text(headers, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
