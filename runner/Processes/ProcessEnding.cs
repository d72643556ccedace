namespace Moltbot.Runner.Processes;

/// <summary>Why a program ended.</summary>
internal enum ProcessEnding
{
    /// <summary>By itself.</summary>
    Exited,

    /// <summary>It could not be started.</summary>
    NotStarted,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>Nobody waits for it any more.</summary>
    Cancelled,

    /// <summary>It wrote too much.</summary>
    Flooded,

    /// <summary>What ran it elsewhere lost it: how it ended nobody knows.</summary>
    Lost,
}
