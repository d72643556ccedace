namespace Moltbot.GrainInterfaces.Cron;

/// <summary>The ids of jobs.</summary>
public static class CronJobIds
{
    /// <summary>Longest, characters.</summary>
    private const int MaxLength = 64;

    /// <summary>Whether a text may be one: what no job has is asked of nobody.</summary>
    public static bool Are(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaxLength && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }
}
