namespace Moltbot.Policy.Queue;

/// <summary>What happens to a message that arrives while its session runs (runtime.md §6).</summary>
public enum QueueMode
{
    /// <summary>It waits; then one turn with all that wait.</summary>
    Collect,

    /// <summary>It waits; then one turn each.</summary>
    Followup,

    /// <summary>It joins the running turn at the next tool boundary.</summary>
    Steer,

    /// <summary>It joins, and waits too.</summary>
    SteerBacklog,

    /// <summary>The run is aborted, the newest message runs.</summary>
    Interrupt,
}
