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
        _heartbeats?.Dispose();
        _heartbeats = null;
        try
        {
            await FollowHeartbeats();
        }
        catch (Exception problem)
        {
            LogHeartbeatsNotFollowed(problem);
            _heartbeats = StartTimer(_ => FollowHeartbeatsSafely(), FollowAgain, Timeout.InfiniteTimeSpan, interleave: false);
        }
    }

    /// <summary>Told before it is noted: telling twice changes nothing.</summary>
    private async Task FollowHeartbeats()
    {
        Dictionary<string, long> told = row.State.Heartbeats;
        Dictionary<string, long> wanted = _inForce is null || row.State.AreHeartbeatsOff
            ? []
            : HeartbeatPlan.All(_inForce).ToDictionary(static plan => plan.AgentId, static plan => (long)plan.Every.TotalMilliseconds, StringComparer.Ordinal);
        if (wanted.Count == told.Count && wanted.All(plan => told.TryGetValue(plan.Key, out long every) && every == plan.Value))
        {
            return;
        }

        foreach (string agent in told.Keys.Union(wanted.Keys, StringComparer.Ordinal))
        {
            long? every = wanted.TryGetValue(agent, out long milliseconds) ? milliseconds : null;
            await Peer<IHeartbeatGrain>(GrainKey.ForAgent(Tenant, agent)).Schedule(agent, every);
        }

        row.State.Heartbeats = wanted;
        await Save();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agents could not be told of their heartbeats; it is tried again")]
    private partial void LogHeartbeatsNotFollowed(Exception problem);
}
