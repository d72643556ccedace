namespace Moltbot.Policy.Queue;

/// <summary>What to do with a message that arrives.</summary>
[Flags]
public enum ArrivalAction
{
    None = 0,

    /// <summary>Start a turn with it.</summary>
    Run = 1,

    /// <summary>Abort the running turn first.</summary>
    Abort = 2,

    /// <summary>Hand it to the running turn.</summary>
    Steer = 4,

    /// <summary>Keep it for later.</summary>
    Enqueue = 8,
}
