using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.Policy.Heartbeats;

namespace Moltbot.Grains.Tenants;

/// <content>Agents are told of their heartbeats when these change. What was told is in the row: nobody is asked where nothing is to be told.</content>
internal sealed partial class ConfiguredTenantGrain
{
    /// <summary>When agents that could not be told are told again. Arbitrary.</summary>
    private static readonly TimeSpan FollowAgain = TimeSpan.FromSeconds(30);

    /// <summary>Stands for the interval of an agent that may have been told, or not: no agent has it.</summary>
    private const long InDoubt = 0;

    private IGrainTimer? _heartbeats;

    public async Task SwitchHeartbeats(bool areOn)
    {
        if (Exists && row.State.AreHeartbeatsOff == areOn)
        {
            await Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, "heartbeats.switch", Tenant, ("enabled", areOn ? "true" : "false"))]);
            row.State.AreHeartbeatsOff = !areOn;
            await Save();
        }

        await FollowHeartbeats();
    }

    /// <summary>A tenant is there also while its agents cannot be told.</summary>
    private async Task FollowHeartbeatsSafely()
    {
        try
        {
            await FollowHeartbeats();
        }
        catch (Exception problem)
        {
            LogHeartbeatsNotFollowed(problem);
        }
    }

    /// <summary>Tells the agents; who could not be told is told again by and by.</summary>
    private async Task FollowHeartbeats()
    {
        _heartbeats?.Dispose();
        _heartbeats = null;
        try
        {
            await TellHeartbeats();
        }
        catch
        {
            _heartbeats = StartTimer(_ => FollowHeartbeatsSafely(), FollowAgain, Timeout.InfiniteTimeSpan, interleave: false);
            throw;
        }
    }

    private async Task TellHeartbeats()
    {
        Dictionary<string, long> told = row.State.Heartbeats;
        Dictionary<string, long> wanted = _inForce is null || row.State.AreHeartbeatsOff
            ? []
            : HeartbeatPlan.All(_inForce).ToDictionary(static plan => plan.AgentId, static plan => (long)plan.Every.TotalMilliseconds, StringComparer.Ordinal);
        List<string> changed = [.. told.Keys.Union(wanted.Keys, StringComparer.Ordinal).Where(agent => EveryOf(told, agent) != EveryOf(wanted, agent))];
        if (changed.Count == 0)
        {
            return;
        }

        // Noted before the first is told: what is wanted may change again before all were.
        Dictionary<string, long> doubted = new(told, StringComparer.Ordinal);
        foreach (string agent in changed)
        {
            doubted[agent] = InDoubt;
        }

        row.State.Heartbeats = doubted;
        await Save();
        foreach (string agent in changed)
        {
            await Peer<IHeartbeatGrain>(GrainKey.ForAgent(Tenant, agent)).Schedule(agent, EveryOf(wanted, agent));
        }

        row.State.Heartbeats = wanted;
        await Save();
    }

    private static long? EveryOf(Dictionary<string, long> agents, string agent) => agents.TryGetValue(agent, out long every) ? every : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agents could not be told of their heartbeats; it is tried again")]
    private partial void LogHeartbeatsNotFollowed(Exception problem);
}
