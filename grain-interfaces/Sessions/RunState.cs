namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>Where a run stands.</summary>
[GenerateSerializer, Alias("moltbot.RunState")]
public enum RunState
{
    /// <summary>Waits for its turn.</summary>
    Queued = 0,

    /// <summary>Runs.</summary>
    Running = 1,

    /// <summary>Ended well.</summary>
    Ok = 2,

    /// <summary>Failed.</summary>
    Error = 3,

    /// <summary>Was aborted.</summary>
    Aborted = 4,

    /// <summary>Was cut off by a crash and not taken up again.</summary>
    Interrupted = 5,

    /// <summary>Ran out of time.</summary>
    TimedOut = 6,

    /// <summary>Was joined into another run of the same session (queue mode collect).</summary>
    Merged = 7,
}
