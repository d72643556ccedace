namespace Moltbot.Policy.Cron;

/// <summary>What a field of a cron expression counts, and how its numbers may be written.</summary>
internal sealed record CronFieldKind(string Name, int First, int Last, IReadOnlyList<string> Names)
{
    public static readonly CronFieldKind Second = new("the second", 0, 59, []);
    public static readonly CronFieldKind Minute = new("the minute", 0, 59, []);
    public static readonly CronFieldKind Hour = new("the hour", 0, 23, []);
    public static readonly CronFieldKind Day = new("the day of the month", 1, 31, []);

    public static readonly CronFieldKind Month = new(
        "the month", 1, 12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]);

    /// <summary>Sunday is 0 and 7.</summary>
    public static readonly CronFieldKind Weekday = new("the day of the week", 0, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]);

    /// <summary>What may be written, for a message.</summary>
    public string Allowed => Names.Count == 0 ? $"{First} to {Last}" : $"{First} to {Last}, {Names[0]} to {Names[^1]}";

    /// <summary>The number of a text; null when it is none of this field's.</summary>
    public int? NumberOf(string text)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], text, StringComparison.OrdinalIgnoreCase))
            {
                return First + i;
            }
        }

        return text.Length <= 2 && CronField.TryNumber(text, out var number) && number >= First && number <= Last ? number : null;
    }

    /// <summary>The bits, with 0 for a Sunday that is written as 7.</summary>
    public ulong Folded(ulong bits) => this == Weekday && (bits & (1UL << 7)) != 0 ? bits | 1UL : bits;
}
