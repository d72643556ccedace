namespace Moltbot.Policy.Values;

/// <summary>Times of day as people write them: <c>HH:MM</c>.</summary>
internal static class ClockTime
{
    /// <summary>Hour and minute, 00:00 to 24:59, since 24:00 ends a day; null for anything else.</summary>
    public static (int Hour, int Minute)? Read(string? text)
    {
        if (text is not [var tens, var ones, ':', var tensOfMinutes, var minutes] || !(char.IsAsciiDigit(tens) && char.IsAsciiDigit(ones) && char.IsAsciiDigit(tensOfMinutes) && char.IsAsciiDigit(minutes)))
        {
            return null;
        }

        var (hour, minute) = (((tens - '0') * 10) + ones - '0', ((tensOfMinutes - '0') * 10) + minutes - '0');
        return hour <= 24 && minute <= 59 ? (hour, minute) : null;
    }
}
