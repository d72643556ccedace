namespace Moltbot.GrainInterfaces.Subagents;

/// <summary>
/// The ids of runs between a session and its sub-agents. Like cron jobs' they share the tenant's run ids with the keys that clients choose; a
/// beginning that no client's key may have keeps a client from taking a run's place.
/// </summary>
public static class SubagentRunIds
{
    /// <summary>What they begin with and nothing else does.</summary>
    public const string Prefix = "subagent:";

    /// <summary>The run of a sub-agent's task.</summary>
    public static string Task(string id) => $"{Prefix}{id}";

    /// <summary>The run that tells the session what came of it.</summary>
    public static string Report(string id) => $"{Prefix}{id}:report";

    /// <summary>Whether only a session's sub-agents have runs of that id.</summary>
    public static bool Reserves(string runId) => runId.StartsWith(Prefix, StringComparison.Ordinal);
}
