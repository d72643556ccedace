namespace Moltbot.Policy.Cron;

/// <summary>
/// The days that a cron expression names. When both the day of the month and the day of the week are restricted, either will do, as
/// in every cron since Vixie's.
/// </summary>
internal sealed class CronDays
{
    private readonly CronField? _days;
    private readonly bool _lastDay;
    private readonly CronField? _weekdays;
    private readonly IReadOnlyList<(int Weekday, int Nth)> _nth;
    private readonly bool _isAnyDay;
    private readonly bool _isAnyWeekday;

    private CronDays(CronField? days, bool lastDay, CronField? weekdays, IReadOnlyList<(int Weekday, int Nth)> nth)
    {
        (_days, _lastDay, _weekdays, _nth) = (days, lastDay, weekdays, nth);
        _isAnyDay = days is { IsOpen: true } && !lastDay;
        _isAnyWeekday = weekdays is { IsOpen: true } && nth.Count == 0;
    }

    /// <summary>Reads both fields.</summary>
    /// <param name="days">Numbers, and <c>L</c> for the month's last day.</param>
    /// <param name="weekdays">Numbers and names, <c>5#2</c> for the second Friday, <c>5L</c> or <c>5#L</c> for the last one.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static CronDays? Read(string days, string weekdays, out string? problem)
    {
        var plainDays = days.Split(',').Where(static part => !IsLast(part)).ToList();
        var plainWeekdays = new List<string>();
        var nth = new List<(int Weekday, int Nth)>();
        foreach (var part in weekdays.Split(','))
        {
            if (NthOf(part) is { } one)
            {
                nth.Add(one);
            }
            else
            {
                plainWeekdays.Add(part);
            }
        }

        CronField? dayField = null, weekdayField = null;
        problem = null;
        if ((plainDays.Count > 0 && (dayField = CronField.Read(CronFieldKind.Day, string.Join(',', plainDays), out problem)) is null)
            || (plainWeekdays.Count > 0 && (weekdayField = CronField.Read(CronFieldKind.Weekday, string.Join(',', plainWeekdays), out problem)) is null))
        {
            return null;
        }

        return new CronDays(dayField, plainDays.Count < days.Split(',').Length, weekdayField, nth);
    }

    /// <summary>Whether the day is one of them.</summary>
    public bool Has(DateTime day)
    {
        if (_isAnyDay || _isAnyWeekday)
        {
            // Steps over an open field still count: */2 is open and restricted.
            return HasDay(day) && HasWeekday(day);
        }

        return HasDay(day) || HasWeekday(day);
    }

    private bool HasDay(DateTime day) => _days?.Has(day.Day) == true || (_lastDay && day.Day == DateTime.DaysInMonth(day.Year, day.Month));

    private bool HasWeekday(DateTime day) => _weekdays?.Has((int)day.DayOfWeek) == true || _nth.Any(each => IsNth(day, each));

    private static bool IsNth(DateTime day, (int Weekday, int Nth) each) => (int)day.DayOfWeek == each.Weekday
        && (each.Nth == 0 ? day.Day + 7 > DateTime.DaysInMonth(day.Year, day.Month) : ((day.Day - 1) / 7) + 1 == each.Nth);

    private static bool IsLast(string part) => part is "L" or "l";

    /// <summary>The weekday and which of the month; 0 is the last. Null for a part without either.</summary>
    private static (int Weekday, int Nth)? NthOf(string part)
    {
        var hash = part.Split('#');
        if (hash.Length == 2 && CronFieldKind.Weekday.NumberOf(hash[0]) is { } weekday)
        {
            return IsLast(hash[1]) ? (weekday % 7, 0)
                : CronField.TryNumber(hash[1], out var nth) && nth is >= 1 and <= 5 ? (weekday % 7, nth)
                : null;
        }

        return part is [.. var name, 'L' or 'l'] && CronFieldKind.Weekday.NumberOf(name) is { } last ? (last % 7, 0) : null;
    }
}
