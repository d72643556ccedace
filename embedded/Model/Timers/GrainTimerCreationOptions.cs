using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When a grain timer ticks and how its ticks stand to calls.</summary>
public readonly struct GrainTimerCreationOptions()
{
    /// <summary>Due time and period.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Until the first tick. <see cref="Timeout.InfiniteTimeSpan"/>: no tick until changed.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of one tick to the next. <see cref="Timeout.InfiniteTimeSpan"/>: one tick only.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether a tick may run while a call awaits.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether a tick counts as use, so that the activation is not ended for idling.</summary>
    public bool KeepAlive { get; init; }
}
