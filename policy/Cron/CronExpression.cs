using System.Diagnostics.CodeAnalysis;

namespace Moltbot.Policy.Cron;

/// <summary>A cron expression of five or six fields: [second] minute hour day-of-month month day-of-week.</summary>
internal sealed class CronExpression
{
    /// <summary>Longest text, UTF-16 units. Arbitrary: every list of minutes written out fits.</summary>
    public const int MaxLength = 512;

    /// <summary>The rarest day, a 29 February on a given weekday, comes back within 40 years.</summary>
    private const int MaxYears = 41;

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    private readonly CronField _seconds;
    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronDays _days;
    private readonly CronField _months;

    private CronExpression(CronField seconds, CronField minutes, CronField hours, CronDays days, CronField months) =>
        (_seconds, _minutes, _hours, _days, _months) = (seconds, minutes, hours, days, months);

    /// <summary>Whether it repeats through the day (an open hour), so that an hour that a change of clocks repeats counts twice.</summary>
    public bool IsRepeating => _hours.IsOpen;

    /// <summary>Reads an expression without outer white space; otherwise the problem says what is wrong and what is allowed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? expression, [NotNullWhen(false)] out string? problem)
    {
        expression = null;
        if (text.Length > MaxLength)
        {
            problem = $"CronPattern: too long ({text.Length} > {MaxLength} characters)";
            return false;
        }

        var fields = (Names.GetValueOrDefault(text) ?? text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is < 5 or > 6)
        {
            problem = $"CronPattern: invalid configuration format ('{text}'), exactly five or six space separated parts are required.";
            return false;
        }

        var at = fields.Length - 5;
        if (CronField.Read(CronFieldKind.Second, at == 1 ? fields[0] : "0", out problem) is { } seconds
            && CronField.Read(CronFieldKind.Minute, fields[at], out problem) is { } minutes
            && CronField.Read(CronFieldKind.Hour, fields[at + 1], out problem) is { } hours
            && CronField.Read(CronFieldKind.Month, fields[at + 3], out problem) is { } months
            && CronDays.Read(fields[at + 2], fields[at + 4], out problem) is { } days)
        {
            expression = new CronExpression(seconds, minutes, hours, days, months);
            problem = null;
            return true;
        }

        problem = $"CronPattern: {problem}";
        return false;
    }

    /// <summary>The first time on the wall clock that is not before another; null when there is none within 40 years.</summary>
    /// <param name="time">The wall clock's time, a whole second.</param>
    public DateTime? From(DateTime time)
    {
        var lastYear = Math.Min(time.Year + MaxYears, DateTime.MaxValue.Year - 1);
        for (var day = time.Date; day.Year <= lastYear; day = NextDay(day))
        {
            if (_months.Has(day.Month) && _days.Has(day) && TimeOfDay(day == time.Date ? time.TimeOfDay : TimeSpan.Zero) is { } ofDay)
            {
                return day + ofDay;
            }
        }

        return null;
    }

    private DateTime NextDay(DateTime day)
    {
        if (_months.Has(day.Month))
        {
            return day.AddDays(1);
        }

        var first = new DateTime(day.Year, day.Month, 1);
        return _months.From(day.Month) is > 0 and var month ? new DateTime(day.Year, month, 1) : first.AddMonths(13 - day.Month);
    }

    private TimeSpan? TimeOfDay(TimeSpan from)
    {
        for (var hour = _hours.From(from.Hours); hour >= 0; hour = _hours.From(hour + 1))
        {
            var isFirstHour = hour == from.Hours;
            for (var minute = _minutes.From(isFirstHour ? from.Minutes : 0); minute >= 0; minute = _minutes.From(minute + 1))
            {
                var second = _seconds.From(isFirstHour && minute == from.Minutes ? from.Seconds : 0);
                if (second >= 0)
                {
                    return new TimeSpan(hour, minute, second);
                }
            }
        }

        return null;
    }
}
