using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Sessions;

namespace Moltbot.Gateway.Methods.Sessions;

/// <summary><c>sessions.resolve</c>: a session by exactly one of its names.</summary>
internal sealed class SessionResolving(ITenantViews views)
{
    public async ValueTask<GatewayResult<SessionsResolveResult>> Resolve(MethodCall call, SessionsResolveParams wanted)
    {
        string key = (wanted.Key ?? "").Trim();
        string sessionId = (wanted.SessionId ?? "").Trim();
        string label = wanted.Label ?? "";
        int named = (key.Length > 0 ? 1 : 0) + (sessionId.Length > 0 ? 1 : 0) + (label.Trim().Length > 0 ? 1 : 0);
        if (named != 1)
        {
            return GatewayError.Invalid(named == 0
                ? "Either key, sessionId, or label is required"
                : "Provide either key, sessionId, or label (not multiple)");
        }

        ConfigDocument document = await views.Configuration(call.Tenant);
        var lookup = new SessionLookup { AgentId = wanted.AgentId is { } agent ? IdNormalization.AgentId(agent) : null };
        if (wanted.SpawnedBy is not null)
        {
            if (!SessionAddress.Read(document, wanted.SpawnedBy).TryGet(out string? parent, out GatewayError? bad))
            {
                return bad;
            }

            lookup = lookup with { SpawnedBy = parent };
        }

        string missing = $"No session found: {(key.Length > 0 ? key : sessionId)}";
        if (key.Length > 0)
        {
            if (!SessionAddress.Read(document, key).TryGet(out string? stored, out GatewayError? bad))
            {
                return bad;
            }

            lookup = lookup with { Key = stored };
        }
        else if (sessionId.Length > 0)
        {
            lookup = lookup with { SessionId = sessionId };
        }
        else
        {
            (string? parsed, string? error) = SessionLabel.Parse(label);
            if (parsed is null)
            {
                return GatewayError.Invalid(error!);
            }

            lookup = lookup with { Label = parsed };
            missing = $"No session found with label: {parsed}";
        }

        string? found = await call.Grain<ISessionIndexGrain>().Resolve(lookup);
        bool isHidden = lookup.Key is null
            && ((found == SessionKeys.Global && wanted.IncludeGlobal is not true)
                || (found == SessionKeys.Unknown && wanted.IncludeUnknown is not true));
        return found is null || isHidden ? GatewayError.Invalid(missing) : new SessionsResolveResult { Ok = true, Key = found };
    }
}
