using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Sessions;
using StoredSession = Moltbot.GrainInterfaces.Sessions.SessionEntry;

namespace Moltbot.Gateway.Methods.Sessions;

/// <summary>The <c>sessions.*</c> methods (protocol §5.2).</summary>
internal sealed class SessionsModule(
    SessionListing listing, SessionPreviews previews, SessionResolving resolving, SessionPatching patching, ITenantViews views) : IMethodModule
{
    /// <summary>Lines kept by a compaction that does not say.</summary>
    private const int DefaultKept = 400;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(SessionsMethods.List, listing.List)
        .Serve(SessionsMethods.Preview, previews.Preview)
        .Serve(SessionsMethods.Resolve, resolving.Resolve)
        .Serve(SessionsMethods.Patch, patching.Patch)
        .Serve(SessionsMethods.Reset, Reset)
        .Serve(SessionsMethods.Delete, Delete)
        .Serve(SessionsMethods.Compact, Compact);

    private async ValueTask<GatewayResult<SessionsResetResult>> Reset(MethodCall call, SessionsResetParams wanted)
    {
        if (!SessionAddress.Read(await views.Configuration(call.Tenant), wanted.Key).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        StoredSession entry = await SessionAddress.Grain(call, key).Reset(key);
        return new SessionsResetResult { Ok = true, Key = key, Entry = SessionRows.Entry(entry) };
    }

    private async ValueTask<GatewayResult<SessionsDeleteResult>> Delete(MethodCall call, SessionsDeleteParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        if (!SessionAddress.Read(document, wanted.Key).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        if (key == SessionAddress.NamingOf(document).MainSessionKey())
        {
            return GatewayError.Invalid($"Cannot delete the main session ({key}).");
        }

        SessionDeletion deletion = await SessionAddress.Grain(call, key).Delete(wanted.DeleteTranscript ?? true);
        return deletion.StillActive
            ? GatewayError.Unavailable($"Session {key} is still active; try again in a moment.") with { Retryable = true }
            : new SessionsDeleteResult { Ok = true, Key = key, Deleted = deletion.Deleted, Archived = deletion.Archived };
    }

    private async ValueTask<GatewayResult<SessionsCompactResult>> Compact(MethodCall call, SessionsCompactParams wanted)
    {
        if (!SessionAddress.Read(await views.Configuration(call.Tenant), wanted.Key).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        int keep = (int)Math.Clamp(wanted.MaxLines ?? DefaultKept, 1, int.MaxValue);
        SessionCompaction done = await SessionAddress.Grain(call, key).Compact(keep);
        return new SessionsCompactResult
        {
            Ok = true,
            Key = key,
            Compacted = done.Compacted,
            Reason = done.Reason,
            Archived = done.Archived,
            Kept = done.Reason is null ? done.Kept : null,
        };
    }
}
