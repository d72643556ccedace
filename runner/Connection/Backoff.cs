namespace Moltbot.Runner.Connection;

/// <summary>How long to wait before the next attempt: twice as long each time, up to half a minute, and never all runners at the same moment.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5), Longest = TimeSpan.FromSeconds(30);
    private TimeSpan _next = First;

    /// <summary>After a success.</summary>
    public void Reset() => _next = First;

    /// <summary>After a failure.</summary>
    public TimeSpan Next()
    {
        var wait = _next;
        _next = TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, Longest.Ticks));
        return wait * (0.75 + (Random.Shared.NextDouble() / 2));
    }
}
