using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Audit;

/// <summary>
/// A tenant's audit records, each carrying the hash of the one before. Key: <see cref="GrainKey.ForTenant"/>.
/// </summary>
[Alias("moltbot.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Stores records; returns when they are durable. Without a record there is no effect.</summary>
    [Access(CallerRole.Grain), Alias("Append")]
    Task Append(IReadOnlyList<AuditEntry> entries);

    /// <summary>The newest records, oldest first.</summary>
    /// <param name="limit">1 to 1000.</param>
    [Access(Scope.Admin), Alias("Tail")]
    Task<IReadOnlyList<AuditRecord>> Tail(int limit);

    /// <summary>
    /// Walks a part of the chain and tells where it first breaks. However long the chain, a call is short: the caller goes on with
    /// <see cref="AuditVerification.Next"/> until there is none.
    /// </summary>
    /// <param name="after">Where the call before came to; null to begin.</param>
    [Access(Scope.Admin), Alias("Verify")]
    Task<AuditVerification> Verify(AuditCursor? after);
}
