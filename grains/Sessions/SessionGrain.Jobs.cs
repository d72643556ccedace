using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Sessions;

/// <content>Turns that keep cron jobs, and turns that jobs begin for them.</content>
internal sealed partial class SessionGrain
{
    private const string AnotherSession = "the session was deleted; what has its key now is another one";

    /// <summary>Whether a request speaks for an administrator is not the request's to say.</summary>
    private static TurnRequest Vouched(TurnRequest request) =>
        request.AsAdministrator
        && !(CallerContext.Caller is { Role: CallerRole.Operator } caller && caller.Scopes.Contains(Scope.Admin, StringComparer.Ordinal))
            ? request with { AsAdministrator = false }
            : request;

    private bool IsForThisSession(TurnRequest request) => request.Bounds?.Incarnation is not { } only || only == _ledger.Entry?.Incarnation;

    /// <summary>
    /// As whose a run keeps cron jobs; null where it keeps none. All who are heard in it have to be the owner of their account in a direct chat, or
    /// operators who may administer; in a group's session others are always heard.
    /// </summary>
    private JobKeeper? KeeperOf(ActiveRun run, ConfigDocument document)
    {
        SessionEntry entry = _ledger.Entry!;
        if (entry.Incarnation is not { } incarnation || GroupSessionKey.Parse(entry.Key) is not null
            || !run.Batch.HoldsForAll(request => IsAdministrators(request) || OwnerCommands.IsOwners(request, document)))
        {
            return null;
        }

        ModelReference? chosen = ChosenModel(document, run.Directives?.Model, null);
        return new JobKeeper(incarnation, run.Batch.HoldsForAll(IsAdministrators))
        {
            Chat = RouteOf(run.Request) is { } route ? route with { ReplyToMessageId = null, InteractionId = null } : null,
            Provider = chosen?.Provider,
            Model = chosen?.Model,
        };
    }

    private static bool IsAdministrators(TurnRequest request) => request is { AsAdministrator: true, Origin: TurnOrigin.Chat or TurnOrigin.Agent };
}
