namespace Orleans.Runtime;

/// <summary>A timer of one activation. It ends with the activation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets due time and period anew. <see cref="Timeout.InfiniteTimeSpan"/> means never.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
