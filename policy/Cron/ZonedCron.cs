namespace Moltbot.Policy.Cron;

/// <summary>
/// When a cron expression is due in a time zone. A time of day that a change of clocks leaves out is due at the moment of the change;
/// one that it repeats is due once, the first time. An expression that goes through every hour keeps its rhythm instead: what is left
/// out does not come, what is repeated comes again.
/// </summary>
internal static class ZonedCron
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The first moment after another; null when there is none.</summary>
    public static DateTimeOffset? After(CronExpression expression, TimeZoneInfo zone, DateTimeOffset after)
    {
        var from = after.UtcDateTime.AddTicks(Second.Ticks - (after.UtcDateTime.Ticks % Second.Ticks));
        while (true)
        {
            var offset = zone.GetUtcOffset(from);
            if (expression.From(from + offset) is not { } wall)
            {
                return null;
            }

            var due = DateTime.SpecifyKind(wall - offset, DateTimeKind.Utc);
            if (zone.GetUtcOffset(due) == offset)
            {
                if (expression.IsRepeating || !IsRepetition(zone, wall, offset))
                {
                    return new DateTimeOffset(due, TimeSpan.Zero);
                }

                from = due + Second;
                continue;
            }

            // The clocks are changed before the time comes.
            var change = Change(zone, offset, from, due);
            var later = zone.GetUtcOffset(change);
            if (later > offset && !expression.IsRepeating && wall < change + later)
            {
                return new DateTimeOffset(change, TimeSpan.Zero);
            }

            from = change;
        }
    }

    private static bool IsRepetition(TimeZoneInfo zone, DateTime wall, TimeSpan offset)
    {
        var unspecified = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        return zone.IsAmbiguousTime(unspecified) && zone.GetAmbiguousTimeOffsets(unspecified).Max() > offset;
    }

    /// <summary>The first whole second with another offset.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="offset">The offset that holds at <paramref name="before"/> and not at <paramref name="behind"/>.</param>
    /// <param name="before">In UTC.</param>
    /// <param name="behind">In UTC.</param>
    private static DateTime Change(TimeZoneInfo zone, TimeSpan offset, DateTime before, DateTime behind)
    {
        var (low, high) = (before.Ticks / Second.Ticks, behind.Ticks / Second.Ticks);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (zone.GetUtcOffset(At(middle)) == offset)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return At(high);

        static DateTime At(long seconds) => new(seconds * Second.Ticks, DateTimeKind.Utc);
    }
}
