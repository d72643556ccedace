using System.Globalization;
using System.Net.Http.Headers;

namespace Moltbot.Models.Transport;

/// <summary>Reads <c>retry-after-ms</c> and <c>retry-after</c> (seconds or a date), at most one day.</summary>
internal static class RetryAfterHeader
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            && double.IsFinite(milliseconds))
        {
            return Clamp(TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, Most.TotalMilliseconds)));
        }

        return headers.RetryAfter switch
        {
            { Delta: { } delta } => Clamp(delta),
            { Date: { } date } => Clamp(date - now),
            _ => null,
        };
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Most ? Most : wait;
}
