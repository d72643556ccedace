namespace Moltbot.Policy.Sessions.Resets;

/// <summary>The rule that holds for one session.</summary>
/// <param name="Mode">Daily or idle; a daily session with <paramref name="IdleMinutes"/> ends at whichever comes first.</param>
/// <param name="AtHour">Hour of the local clock, 0 to 23.</param>
/// <param name="IdleMinutes">Minutes without a message, at least 1; null means no limit.</param>
public sealed record ResetPolicy(ResetMode Mode, int AtHour, int? IdleMinutes)
{
    private const int DefaultAtHour = 4;
    private const int DefaultIdleMinutes = 60;

    /// <summary>Resolves the rule: channel (replaces all) → type → general → the old <c>idleMinutes</c> → daily at four.</summary>
    public static ResetPolicy Resolve(ResetRules? rules, ResetType type, ResetRule? channelRule = null)
    {
        var general = channelRule ?? rules?.Reset;
        var typed = channelRule is null ? rules?.ByType?.GetValueOrDefault(type) : null;
        var oldIdle = channelRule is null ? rules?.IdleMinutes : null;
        var isExplicit = general is not null || rules?.ByType is not null;
        var mode = typed?.Mode ?? general?.Mode
            ?? (!isExplicit && oldIdle is not null ? ResetMode.Idle : ResetMode.Daily);
        var idle = typed?.IdleMinutes ?? general?.IdleMinutes ?? oldIdle;
        return new ResetPolicy(mode, Hour(typed?.AtHour ?? general?.AtHour), Minutes(idle, mode));
    }

    private static int Hour(double? value) =>
        value is { } hour && double.IsFinite(hour) ? (int)Math.Clamp(Math.Floor(hour), 0, 23) : DefaultAtHour;

    private static int? Minutes(double? value, ResetMode mode) => value switch
    {
        null => mode == ResetMode.Idle ? DefaultIdleMinutes : null,
        { } minutes when double.IsFinite(minutes) => (int)Math.Clamp(Math.Floor(minutes), 1, int.MaxValue),
        _ => null,
    };
}
