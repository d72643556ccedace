using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Models;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Sessions;

namespace Moltbot.Gateway.Methods.Sessions;

/// <summary><c>sessions.list</c>.</summary>
internal sealed class SessionListing(ITenantViews views, TimeProvider time)
{
    public async ValueTask<GatewayResult<SessionsListResult>> List(MethodCall call, SessionsListParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        string? spawnedBy = null;
        if (wanted.SpawnedBy is not null && !SessionAddress.Read(document, wanted.SpawnedBy).TryGet(out spawnedBy, out GatewayError? bad))
        {
            return bad;
        }

        SessionList found = await call.Grain<ISessionIndexGrain>().List(new SessionQuery
        {
            Limit = Clamp(wanted.Limit),
            ActiveMinutes = Clamp(wanted.ActiveMinutes),
            IncludeGlobal = wanted.IncludeGlobal ?? false,
            IncludeUnknown = wanted.IncludeUnknown ?? false,
            Label = wanted.Label?.Trim(),
            SpawnedBy = spawnedBy,
            AgentId = wanted.AgentId is { } agent ? IdNormalization.AgentId(agent) : null,
            Search = wanted.Search,
        });
        bool titles = wanted.IncludeDerivedTitles ?? false;
        bool last = wanted.IncludeLastMessage ?? false;
        return new SessionsListResult
        {
            Ts = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Path = wanted.AgentId is null ? "(multiple)" : $"tenant:{call.Tenant}/sessions",
            Count = found.Sessions.Count,
            Defaults = AgentModels.Defaults(document),
            Sessions = [.. found.Sessions.Select(session => SessionRows.Row(session, titles, last))],
        };
    }

    private static int? Clamp(long? number) => number is { } value ? (int)Math.Clamp(value, 1, int.MaxValue) : null;
}
