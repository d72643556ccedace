using System.Globalization;
using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>When something happened, epoch milliseconds.</summary>
internal static class EventTime
{
    /// <summary>Discord's time begins with 2015.</summary>
    private const long Epoch = 1_420_070_400_000;

    /// <summary>The time as written; null for what is none.</summary>
    public static long? Read(string? timestamp) =>
        DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.ToUnixTimeMilliseconds() is >= 0 and var told
            ? told
            : null;

    /// <summary>An id holds when it was given.</summary>
    public static long OfId(string id) => (long)((Snowflake.Number(id) ?? 0) >> 22) + Epoch;
}
