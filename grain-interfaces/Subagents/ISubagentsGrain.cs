using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Subagents;

/// <summary>
/// The sub-agents of one session: begins them, ends them with it, and tells it once what came of each. Key:
/// <see cref="GrainKey.ForSession"/> of the session that spawns them.
/// </summary>
[Alias("moltbot.ISubagentsGrain")]
public interface ISubagentsGrain : IGrainWithStringKey
{
    /// <summary>Begins a sub-agent; once it is accepted it runs and is reported, whatever dies meanwhile.</summary>
    [Access(CallerRole.Grain), Alias("Spawn")]
    Task<SubagentReceipt> Spawn(SubagentOrder order);

    /// <summary>Ends sub-agents that still work; they are not reported. How many there were.</summary>
    /// <param name="runId">Those that this run of the session began; null for all.</param>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("Stop")]
    Task<int> Stop(string? runId);

    /// <summary>The run of a sub-agent ended. Whoever is not told finds out within a minute or two.</summary>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("Ended")]
    Task Ended(string runId);
}
