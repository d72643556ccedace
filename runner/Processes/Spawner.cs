using System.Collections.Concurrent;

namespace Moltbot.Runner.Processes;

/// <summary>
/// Starts all programs on one thread that never ends. A program that asks to die with its parent dies with the thread that started it
/// (<c>PR_SET_PDEATHSIG</c>), and a thread of the pool ends whenever the pool has too many.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> Work = Begin();

    /// <summary>Runs something on the thread.</summary>
    public static Task<T> Run<T>(Func<T> start)
    {
        var started = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(start());
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var each in work.GetConsumingEnumerable())
            {
                each();
            }
        })
        {
            IsBackground = true,
            Name = "spawner",
        }.Start();
        return work;
    }
}
