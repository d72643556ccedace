using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;

namespace Moltbot.Gateway.Methods.Cron;

/// <summary>A line that is to be read at once: by a heartbeat of the default agent, where it has some.</summary>
internal static class HeartbeatWake
{
    /// <summary>Leaves the line and begins one, in the name of the caller of the moment; false, and nothing is left, where there are no heartbeats.</summary>
    public static async Task<bool> Try(IGrainFactory grains, string tenant, ConfigDocument document, string line)
    {
        string agent = document.Agents.DefaultAgentId;
        return HeartbeatPlan.Of(document, agent) is not null
            && await grains.GetGrain<IHeartbeatGrain>(GrainKey.ForAgent(tenant, agent).ToString()).Wake(line);
    }
}
