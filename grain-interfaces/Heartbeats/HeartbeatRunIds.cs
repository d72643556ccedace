namespace Moltbot.GrainInterfaces.Heartbeats;

/// <summary>
/// The ids of runs that heartbeats begin: made of the agent and the time it was due, so that one due time begins one run. What they begin
/// with is no client's to choose, as for jobs (<see cref="Cron.CronRunIds"/>).
/// </summary>
public static class HeartbeatRunIds
{
    /// <summary>What they begin with and nothing else does.</summary>
    public const string Prefix = "heartbeat:";

    private const string WokenMark = "woken:";

    /// <summary>The run of a due time, epoch milliseconds.</summary>
    public static string Of(string agentId, long due) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{agentId}:{due}");

    /// <summary>The run of one that was asked for.</summary>
    /// <param name="agentId">The agent.</param>
    /// <param name="wake">Names what asked for it.</param>
    public static string Woken(string agentId, string wake) => $"{Prefix}{agentId}:{WokenMark}{wake}";

    /// <summary>Whether the run was asked for.</summary>
    public static bool IsWoken(string runId) => AgentOf(runId) is { } agent && runId.AsSpan(Prefix.Length + agent.Length + 1).StartsWith(WokenMark);

    /// <summary>Whether only a heartbeat may begin a run of that id.</summary>
    public static bool Reserves(string runId) => runId.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The agent of a run that a heartbeat began; null for another's.</summary>
    public static string? AgentOf(string runId) =>
        Reserves(runId) && runId.IndexOf(':', Prefix.Length) is > 0 and var end && end > Prefix.Length ? runId[Prefix.Length..end] : null;
}
