using Moltbot.Gateway.Channels.Api;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Outbound;

/// <summary>
/// What became of a piece, the same on every platform: it is sent again only after the platform said for certain that it did not take it;
/// an outcome that nobody can know is reported as such.
/// </summary>
internal static class SendReports
{
    /// <summary>The longest pause before a piece is tried again, where the platform names none.</summary>
    public static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan UnauthorizedRetry = TimeSpan.FromMinutes(1);

    public static OutboundReport Sent(OutboundItem item, string messageId) => Report(item, OutboundOutcome.Sent) with { MessageId = messageId };

    public static OutboundReport Failed(OutboundItem item, string error) => Report(item, OutboundOutcome.Failed) with { Error = error };

    public static OutboundReport Unknown(OutboundItem item, string error) => Report(item, OutboundOutcome.Unknown) with { Error = error };

    /// <param name="item">The piece.</param>
    /// <param name="error">Why the call failed.</param>
    /// <param name="firstRetry">The platform's shortest pause; it doubles with every attempt.</param>
    public static OutboundReport Of(OutboundItem item, ApiError error, TimeSpan firstRetry) => error.Kind switch
    {
        ApiErrorKind.RateLimited => Retry(item, error, error.RetryAfter ?? LongestRetry),
        ApiErrorKind.Unreachable => Retry(item, error, Backoff(firstRetry, item.Attempts)),
        ApiErrorKind.Unauthorized => Retry(item, error, UnauthorizedRetry),
        ApiErrorKind.Unknown => Unknown(item, error.ToString()),
        _ => Failed(item, error.ToString()),
    };

    private static OutboundReport Retry(OutboundItem item, ApiError error, TimeSpan after) =>
        Report(item, OutboundOutcome.Retry) with { Error = error.ToString(), RetryAfterMs = (long)after.TotalMilliseconds };

    private static OutboundReport Report(OutboundItem item, OutboundOutcome outcome) => new() { Id = item.Id, Outcome = outcome };

    private static TimeSpan Backoff(TimeSpan first, int attempts)
    {
        var delay = first * Math.Pow(2, Math.Clamp(attempts, 0, 10));
        return delay < LongestRetry ? delay : LongestRetry;
    }
}
