namespace Moltbot.TestSupport.Time;

/// <summary>How long tests wait, in real time, for what is sure to come unless something is broken.</summary>
public static class Waits
{
    /// <summary>One minute: far above what anything takes, also on a machine that is busy with something else.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The task, or a failure when it takes longer than <see cref="Limit"/>.</summary>
    /// <exception cref="TimeoutException">It did.</exception>
    public static Task InTime(this Task task) => task.WaitAsync(Limit, TimeProvider.System);

    /// <inheritdoc cref="InTime(Task)"/>
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit, TimeProvider.System);

    /// <summary>Asks until the answer is yes: for what nothing signals, such as the state of another process.</summary>
    /// <param name="isSo">The question.</param>
    /// <param name="phase">What is waited for, for the failure.</param>
    /// <exception cref="TimeoutException">It was not yes within <see cref="Limit"/>.</exception>
    public static async Task Until(Func<Task<bool>> isSo, string phase)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (!await isSo())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{phase}: not within {Limit.TotalSeconds:0} s");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <inheritdoc cref="Until(Func{Task{bool}}, string)"/>
    public static Task Until(Func<bool> isSo, string phase) => Until(() => Task.FromResult(isSo()), phase);
}
