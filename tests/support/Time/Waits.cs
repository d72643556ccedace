namespace Moltbot.TestSupport.Time;

/// <summary>How long tests wait, in real time, for what is sure to come unless something is broken.</summary>
public static class Waits
{
    /// <summary>One minute: far above what anything takes, also on a machine that is busy with something else.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>The task, or a failure when it takes longer than <see cref="Limit"/>.</summary>
    /// <exception cref="TimeoutException">It did.</exception>
    public static Task InTime(this Task task) => task.WaitAsync(Limit, TimeProvider.System);

    /// <inheritdoc cref="InTime(Task)"/>
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit, TimeProvider.System);
}
