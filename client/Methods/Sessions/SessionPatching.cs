using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Sessions;
using StoredSession = Moltbot.GrainInterfaces.Sessions.SessionEntry;

namespace Moltbot.Gateway.Methods.Sessions;

/// <summary><c>sessions.patch</c>: validates every key before anything is changed.</summary>
internal sealed class SessionPatching(ITenantViews views)
{
    public async ValueTask<GatewayResult<SessionsPatchResult>> Patch(MethodCall call, SessionsPatchParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        if (!SessionAddress.Read(document, wanted.Key).TryGet(out string? key, out GatewayError? bad)
            || !SettingsChange.Read(wanted).TryGet(out SettingsChange? change, out bad))
        {
            return bad;
        }

        ISessionGrain session = SessionAddress.Grain(call, key);
        string? spawnedBy = null;
        if (wanted.SpawnedBy.IsSet)
        {
            (spawnedBy, bad) = await SpawnedBy(session, document, key, wanted.SpawnedBy.Value);
            if (bad is not null)
            {
                return bad;
            }
        }

        try
        {
            StoredSession entry = await session.Patch(new SessionPatch
            {
                SessionKey = key,
                Settings = change.Settings,
                Changed = change.Names,
                SpawnedBy = spawnedBy,
            });
            return new SessionsPatchResult
            {
                Ok = true,
                Path = $"tenant:{call.Tenant}/sessions",
                Key = key,
                Entry = SessionRows.Entry(entry),
            };
        }
        catch (SessionRefusedException refused)
        {
            return GatewayError.Invalid(refused.Message);
        }
    }

    /// <summary>Who spawned a session is said once; saying the same again is no change.</summary>
    private static async Task<(string? SpawnedBy, GatewayError? Error)> SpawnedBy(
        ISessionGrain session, ConfigDocument document, string key, string? wanted)
    {
        StoredSession? stored = await session.Entry();
        if (wanted is null)
        {
            return (null, stored?.SpawnedBy is null ? null : GatewayError.Invalid("spawnedBy cannot be cleared once set"));
        }

        if (wanted.Trim().Length == 0)
        {
            return (null, GatewayError.Invalid("invalid spawnedBy: empty"));
        }

        if (!SessionKeys.IsSubagent(key))
        {
            return (null, GatewayError.Invalid("spawnedBy is only supported for subagent:* sessions"));
        }

        if (!SessionAddress.Read(document, wanted).TryGet(out string? parent, out GatewayError? bad))
        {
            return (null, bad);
        }

        return stored?.SpawnedBy is { } before && before != parent
            ? (null, GatewayError.Invalid("spawnedBy cannot be changed once set"))
            : (parent, null);
    }
}
