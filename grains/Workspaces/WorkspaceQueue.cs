namespace Moltbot.Grains.Workspaces;

/// <summary>The steps with one workspace, one after the other; what was asked for before by the same name is not done again. Used on its grain's own turns.</summary>
internal sealed class WorkspaceQueue(TimeProvider time)
{
    /// <summary>How long it is remembered what came of a step. Arbitrary: longer than whoever asked for it takes to ask again.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, (Task Work, long Since)> _works = new(StringComparer.Ordinal);
    private Task _last = Task.CompletedTask;

    /// <summary>What comes of a step.</summary>
    public Task<T> Do<T>(string name, Func<Task<T>> work)
    {
        foreach (string old in _works.Where(each => each.Value.Work.IsCompleted && time.GetElapsedTime(each.Value.Since) > Kept).Select(static each => each.Key).ToList())
        {
            _works.Remove(old);
        }

        if (_works.TryGetValue(name, out (Task Work, long Since) known))
        {
            return (Task<T>)known.Work;
        }

        Task<T> next = After(_last, work);
        (_last, _works[name]) = (next, (next, time.GetTimestamp()));
        return next;
    }

    private static async Task<T> After<T>(Task before, Func<Task<T>> work)
    {
        // How that one ended is its own matter.
        await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        return await work();
    }
}
