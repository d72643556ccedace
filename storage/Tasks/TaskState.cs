namespace Moltbot.Storage.Tasks;

/// <summary>Where a task stands. The first three are open, the others final.</summary>
public enum TaskState
{
    /// <summary>Waits to be taken.</summary>
    Queued = 0,

    /// <summary>Waits for its time; one whose time has come counts as delayed until somebody takes.</summary>
    Delayed = 1,

    /// <summary>Taken, under a lease.</summary>
    Running = 2,

    /// <summary>Ended well.</summary>
    Done = 3,

    /// <summary>Failed for good: it waits for a person's word.</summary>
    Dead = 4,

    /// <summary>Taken back on somebody's wish.</summary>
    Cancelled = 5,
}
