using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Channels;
using Moltbot.Gateway.Methods.Models;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Methods.Sessions;
using Moltbot.Protocol.Methods.Status;
using SessionEntry = Moltbot.GrainInterfaces.Sessions.SessionEntry;

namespace Moltbot.Gateway.Methods.Status;

/// <summary>Makes a StatusSummary (protocol §5.1).</summary>
internal static class StatusBuilder
{
    private const int RecentSessions = 10;

    public static async Task<StatusSummary> Build(MethodCall call, ConfigDocument document, ChannelReports reports, TimeProvider time)
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        ISessionIndexGrain index = call.Grain<ISessionIndexGrain>();
        SessionList recent = await index.List(new SessionQuery { Limit = RecentSessions });
        var byAgent = new List<StatusAgentSessions>();
        foreach (string agentId in document.Agents.Ids)
        {
            SessionList own = await index.List(new SessionQuery { AgentId = agentId, Limit = RecentSessions });
            byAgent.Add(new StatusAgentSessions
            {
                AgentId = agentId,
                Path = "tenant:" + call.Tenant,
                Count = own.CountByAgent.GetValueOrDefault(agentId),
                Recent = [.. own.Sessions.Select(entry => Row(entry, now))],
            });
        }

        SessionDefaults defaults = AgentModels.Defaults(document);
        IReadOnlyList<ChannelReport> channels = await reports.Read(call.Tenant, document, call.Grains);
        return new StatusSummary
        {
            Heartbeat = new StatusHeartbeat
            {
                DefaultAgentId = document.Agents.DefaultAgentId,
                Agents = [.. document.Agents.Ids.Select(agentId => HeartbeatOf(document, agentId))],
            },
            ChannelSummary =
            [
                .. channels.Select(static channel =>
                    $"{channel.Label.Short}: {(channel.Main is { Connected: true } ? "connected" : channel.Main is { Configured: true } ? "configured" : "not configured")}"),
            ],
            QueuedSystemEvents = [],
            Sessions = new StatusSessions
            {
                Paths = ["tenant:" + call.Tenant],
                Count = byAgent.Sum(static agent => agent.Count),
                Defaults = new StatusSessionDefaults { Model = defaults.Model, ContextTokens = defaults.ContextTokens },
                Recent = [.. recent.Sessions.Select(entry => Row(entry, now))],
                ByAgent = byAgent,
            },
        };
    }

    private static StatusHeartbeatAgent HeartbeatOf(ConfigDocument document, string agentId)
    {
        HeartbeatHealth heartbeat = AgentHeartbeats.Of(document, agentId);
        return new StatusHeartbeatAgent { AgentId = agentId, Enabled = heartbeat.Enabled, Every = heartbeat.Every, EveryMs = heartbeat.EveryMs };
    }

    private static StatusSession Row(SessionEntry entry, long now)
    {
        long? total = entry.Tokens?.Total;
        long? remaining = entry.ContextTokens is { } context && total is { } used ? Math.Max(0, context - used) : null;
        return new StatusSession
        {
            AgentId = AgentSessionKey.Parse(entry.Key)?.AgentId,
            Key = entry.Key,
            Kind = SessionKinds.Of(entry.Key, entry.ChatType),
            SessionId = entry.SessionId,
            UpdatedAt = entry.UpdatedAt,
            Age = now - entry.UpdatedAt,
            ThinkingLevel = entry.Settings.ThinkingLevel,
            VerboseLevel = entry.Settings.VerboseLevel,
            ReasoningLevel = entry.Settings.ReasoningLevel,
            ElevatedLevel = entry.Settings.ElevatedLevel,
            SystemSent = entry.SystemSent,
            AbortedLastRun = entry.AbortedLastRun,
            InputTokens = entry.Tokens?.Input,
            OutputTokens = entry.Tokens?.Output,
            TotalTokens = total,
            RemainingTokens = remaining,
            PercentUsed = entry.ContextTokens is > 0 and var limit && total is { } spent ? Math.Min(999, spent * 100 / limit) : null,
            Model = entry.Model,
            ContextTokens = entry.ContextTokens,
            Flags = [.. Flags(entry)],
        };
    }

    private static IEnumerable<string> Flags(SessionEntry entry)
    {
        SessionSettings settings = entry.Settings;
        (string Name, string? Value)[] levels =
        [
            ("think", settings.ThinkingLevel), ("verbose", settings.VerboseLevel), ("reasoning", settings.ReasoningLevel),
            ("elevated", settings.ElevatedLevel),
        ];
        foreach ((string name, string? value) in levels)
        {
            if (!string.IsNullOrEmpty(value))
            {
                yield return $"{name}:{value}";
            }
        }

        if (entry.SystemSent)
        {
            yield return "system";
        }

        if (entry.AbortedLastRun)
        {
            yield return "aborted";
        }

        yield return "id:" + entry.SessionId;
    }
}
