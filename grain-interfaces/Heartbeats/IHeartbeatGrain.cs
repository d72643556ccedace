using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Heartbeats;

/// <summary>
/// The heartbeats of an agent: when the next is due, and what came of the last. Key: <see cref="GrainKey.ForAgent"/>. An agent without
/// heartbeats has none of these.
/// </summary>
[Alias("moltbot.IHeartbeatGrain")]
public interface IHeartbeatGrain : IGrainWithStringKey
{
    /// <summary>
    /// From now on there are heartbeats, or none any more; the same again changes nothing. The tenant's grain calls it in the middle of a
    /// change, so nothing is asked of that one here.
    /// </summary>
    /// <param name="agentId">The agent, which the key is made of.</param>
    /// <param name="every">Milliseconds between two; null for none.</param>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("Schedule")]
    Task Schedule(string agentId, long? every);

    /// <summary>Leaves a line for the session of the heartbeats and has one at once; false, and nothing is left, when the agent has none.</summary>
    /// <param name="line">What the session is told.</param>
    [Access(Scope.Write, AlsoGateway = true), Alias("Wake")]
    Task<bool> Wake(string line);

    /// <summary>What came of the last one; null when there was none.</summary>
    [Access(Scope.Read), AlwaysInterleave, Alias("Last")]
    Task<HeartbeatReport?> Last();

    /// <summary>A run that it began has its outcome.</summary>
    [Access(CallerRole.Grain), Alias("Ended")]
    Task Ended(RunStatus outcome);
}
