using Moltbot.Gateway.Methods.Channels;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Status;

/// <summary>Makes a HealthSummary (protocol §5.1). Flat in the number of sessions: the index answers with the newest few.</summary>
internal static class HealthBuilder
{
    private const int RecentSessions = 5;

    public static async Task<HealthSummary> Build(TenantView view, TenantViewServices services)
    {
        ConfigDocument document = await view.Configuration();
        long now = services.Time.GetUtcNow().ToUnixTimeMilliseconds();
        ISessionIndexGrain index = services.Grains.GetGrain<ISessionIndexGrain>(view.Tenant);
        string defaultAgent = document.Agents.DefaultAgentId;
        var agents = new List<AgentHealth>();
        foreach (string agentId in document.Agents.Ids)
        {
            SessionList own = await index.List(new SessionQuery { AgentId = agentId, Limit = RecentSessions });
            agents.Add(new AgentHealth
            {
                AgentId = agentId,
                Name = document.Agents.Find(agentId)?.Name,
                IsDefault = agentId == defaultAgent,
                Heartbeat = AgentHeartbeats.Of(document, agentId),
                Sessions = SessionsOf(view.Tenant, own, own.CountByAgent.GetValueOrDefault(agentId), now),
            });
        }

        IReadOnlyList<ChannelReport> channels = await services.Channels.Read(view.Tenant, document, services.Grains);
        HeartbeatHealth heartbeat = AgentHeartbeats.Of(document, defaultAgent);
        return new HealthSummary
        {
            Ok = true,
            Ts = now,
            DurationMs = 0,
            Channels = channels.ToDictionary(static channel => channel.Id, ChannelReports.ToHealth, StringComparer.Ordinal),
            ChannelOrder = [.. channels.Select(static channel => channel.Id)],
            ChannelLabels = channels.ToDictionary(static channel => channel.Id, static channel => channel.Label.Short, StringComparer.Ordinal),
            HeartbeatSeconds = (heartbeat.EveryMs ?? 0) / 1000,
            DefaultAgentId = defaultAgent,
            Agents = agents,
            Sessions = agents.First(agent => agent.AgentId == defaultAgent).Sessions,
        };
    }

    private static SessionsHealth SessionsOf(string tenant, SessionList list, long count, long now) => new()
    {
        Path = "tenant:" + tenant,
        Count = count,
        Recent =
        [
            .. list.Sessions.Select(entry => new RecentSession { Key = entry.Key, UpdatedAt = entry.UpdatedAt, Age = now - entry.UpdatedAt }),
        ],
    };
}
