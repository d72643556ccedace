using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>
/// What lists and counts of sessions need, flat however many are stored. Key: <see cref="GrainKey.ForTenant"/>.
/// </summary>
[Alias("moltbot.ISessionIndexGrain")]
public interface ISessionIndexGrain : IGrainWithStringKey
{
    /// <summary>The sessions that fit, newest first.</summary>
    [Access(Scope.Read, AlsoGateway = true), AlwaysInterleave, Alias("List")]
    Task<SessionList> List(SessionQuery query);

    /// <summary>The key of the session with this key, id or label; null when there is none.</summary>
    [Access(Scope.Read), AlwaysInterleave, Alias("Resolve")]
    Task<string?> Resolve(SessionLookup lookup);

    /// <summary>A run of any session; null when it is unknown or too old.</summary>
    [Access(Scope.Read), AlwaysInterleave, Alias("FindRun")]
    Task<RunStatus?> FindRun(string runId);

    /// <summary>Takes up a session's new row. A new session is stored before this returns, a newer time soon after.</summary>
    [Access(CallerRole.Grain), Alias("Report")]
    Task Report(SessionEntry entry, bool isNew);

    /// <summary>Takes a label for a session; false when another one has it.</summary>
    [Access(CallerRole.Grain), Alias("ClaimLabel")]
    Task<bool> ClaimLabel(string sessionKey, string label);

    /// <summary>Forgets a session.</summary>
    [Access(CallerRole.Grain), Alias("Remove")]
    Task Remove(string sessionKey);
}
