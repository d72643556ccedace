namespace Moltbot.Policy.Commands;

/// <summary>How long a run started from a chat client is remembered.</summary>
public static class RunLifetime
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Most = TimeSpan.FromHours(24);

    /// <summary>Its timeout and a minute; at least two minutes, at most a day.</summary>
    public static TimeSpan Of(TimeSpan timeout) =>
        TimeSpan.FromTicks(Math.Clamp(Math.Min(timeout.Ticks, Most.Ticks) + Grace.Ticks, Least.Ticks, Most.Ticks));
}
