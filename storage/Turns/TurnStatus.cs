namespace Moltbot.Storage.Turns;

/// <summary>Where a turn stands. <see cref="Queued"/> and <see cref="Running"/> are open, the others final.</summary>
public enum TurnStatus
{
    /// <summary>Accepted and waiting.</summary>
    Queued = 0,

    /// <summary>Claimed by an owner.</summary>
    Running = 1,

    /// <summary>Ended well.</summary>
    Ok = 2,

    /// <summary>Ended with an error that its outcome describes.</summary>
    Error = 3,

    /// <summary>Stopped on somebody's wish.</summary>
    Aborted = 4,

    /// <summary>Its process died; what it had done by then is unknown.</summary>
    Interrupted = 5,
}
