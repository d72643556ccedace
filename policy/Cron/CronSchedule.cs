using System.Text.Json;

namespace Moltbot.Policy.Cron;

/// <summary>When a job is due: once (<c>at</c>), again and again (<c>every</c>), or by an expression in a time zone (<c>cron</c>).</summary>
public sealed class CronSchedule
{
    /// <summary>Shortest period, milliseconds. Arbitrary: each run is a conversation with a model.</summary>
    public const long MinEvery = 1000;

    /// <summary>The latest moment that a date can be, epoch milliseconds: the end of the year 9998.</summary>
    public const long MaxMoment = 253_370_764_799_999;

    private readonly long _at;
    private readonly long _every;
    private readonly long? _anchor;
    private readonly CronExpression? _expression;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.Utc;

    private CronSchedule(string kind, long at = 0, long every = 0, long? anchor = null) => (Kind, _at, _every, _anchor) = (kind, at, every, anchor);

    private CronSchedule(CronExpression? expression, TimeZoneInfo zone)
        : this("cron") => (_expression, _zone) = (expression, zone);

    /// <summary><c>at</c>, <c>every</c> or <c>cron</c>.</summary>
    public string Kind { get; }

    /// <summary>Whether it is due once and never again.</summary>
    public bool IsOnce => Kind == "at";

    /// <summary>Reads a schedule of the form of protocol §5.8. One of the two results is null.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="zone">The time zone of an expression that names none.</param>
    public static (CronSchedule? Schedule, string? Problem) Read(JsonElement schedule, TimeZoneInfo zone)
    {
        var kind = schedule.ValueKind == JsonValueKind.Object && schedule.TryGetProperty("kind", out var named) && named.ValueKind == JsonValueKind.String
            ? named.GetString()
            : null;
        return kind switch
        {
            "at" => WholeOf(schedule, "atMs") is { } at and <= MaxMoment
                ? (new CronSchedule("at", at: at), null)
                : (null, $"schedule.atMs must be a moment in epoch milliseconds, 0 to {MaxMoment}"),
            "every" => WholeOf(schedule, "everyMs") is { } every and <= MaxMoment && WholeOf(schedule, "anchorMs") is null or <= MaxMoment
                ? (new CronSchedule("every", every: Math.Max(1, every), anchor: WholeOf(schedule, "anchorMs")), null)
                : (null, $"schedule.everyMs must be a number of milliseconds, at least {MinEvery}"),
            "cron" => ReadExpression(schedule, zone),
            _ => (null, "schedule.kind must be at, every or cron"),
        };
    }

    /// <summary>What keeps it from being the schedule of a new job; null when nothing does.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    public string? RefusalOf(long now) =>
        Kind == "every" && _every < MinEvery ? $"schedule.everyMs must be at least {MinEvery} (one second)"
        : Kind == "cron" && _expression is null ? "schedule.expr is empty: five or six space separated parts are required"
        : Kind == "cron" && After(now) is null ? "schedule.expr names a day that never comes"
        : null;

    /// <summary>The first due time after a moment, epoch milliseconds; null when there is none.</summary>
    /// <param name="moment">Epoch milliseconds; of an <c>every</c> without anchor the moment it began too.</param>
    public long? After(long moment) => After(moment, moment);

    /// <summary>The same for an <c>every</c> that began at another moment when it names none itself.</summary>
    /// <param name="moment">Epoch milliseconds.</param>
    /// <param name="began">Epoch milliseconds: what an <c>every</c> without <c>anchorMs</c> is aligned to.</param>
    public long? After(long moment, long began)
    {
        switch (Kind)
        {
            case "at":
                return _at > moment ? _at : null;
            case "every":
                var anchor = _anchor ?? began;
                return moment < anchor ? anchor : anchor + ((((moment - anchor) / _every) + 1) * _every);
            default:
                return _expression is not null && moment is >= 0 and < MaxMoment
                    ? ZonedCron.After(_expression, _zone, DateTimeOffset.FromUnixTimeMilliseconds(moment))?.ToUnixTimeMilliseconds()
                    : null;
        }
    }

    private static (CronSchedule? Schedule, string? Problem) ReadExpression(JsonElement schedule, TimeZoneInfo zone)
    {
        var text = (TextOf(schedule, "expr") ?? "").Trim();
        if (TextOf(schedule, "tz")?.Trim() is { Length: > 0 } name)
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var named))
            {
                return (null, $"Invalid time zone specified: {name}");
            }

            zone = named;
        }

        // An empty expression is never due, as in the original; a new job may not have one.
        return text.Length == 0 ? (new CronSchedule((CronExpression?)null, zone), null)
            : CronExpression.TryParse(text, out var expression, out var problem) ? (new CronSchedule(expression, zone), null)
            : (null, problem);
    }

    private static string? TextOf(JsonElement schedule, string name) =>
        schedule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? WholeOf(JsonElement schedule, string name) =>
        schedule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 9e15 and var number
            ? (long)number
            : null;
}
