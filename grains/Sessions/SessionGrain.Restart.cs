using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions;

/// <content>The next conversation, for which nothing is allowed yet and nothing runs.</content>
internal sealed partial class SessionGrain
{
    private async Task Restart(string sessionKey, Func<SessionEntry, SessionEntry> keep)
    {
        string? over = _ledger.Entry?.SessionId;
        await _ledger.Restart(sessionKey, keep);
        await Disallow(sessionKey, _ledger.Entry!.SessionId);
        await EndPrograms(sessionKey, over);
        await EndSubagents(null);
    }

    /// <summary>
    /// Forgets what was allowed for other conversations than one. They are asked about by their own ids, so that what cannot be forgotten
    /// allows nothing; the next reset tries again.
    /// </summary>
    private async Task Disallow(string sessionKey, string? conversation)
    {
        try
        {
            await Peer<IExecAllowancesGrain>(GrainKey.ForSession(Tenant, sessionKey)).KeepOnly(conversation);
        }
        catch (Exception e)
        {
            LogNotDisallowed(e);
        }
    }
}
