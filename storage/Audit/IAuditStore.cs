namespace Moltbot.Storage.Audit;

/// <summary>
/// The audit chain of each tenant. Records are kept in clear, so that they can be verified without keys; the head carries
/// a MAC under the master key, so that rewriting the whole chain inside the database is found, too.
/// </summary>
public interface IAuditStore
{
    Task<AuditHead> HeadAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>Appends a batch behind <paramref name="expected"/>, all or nothing; records known by id are skipped.</summary>
    /// <exception cref="ArgumentException">Details are not a JSON object.</exception>
    Task<AuditAppendResult> AppendAsync(string tenant, AuditHead expected, IReadOnlyList<NewAuditRecord> records, CancellationToken cancellationToken = default);

    /// <summary>The newest <paramref name="count"/> records, oldest of them first; before a sequence number when given.</summary>
    Task<IReadOnlyList<AuditRecord>> TailAsync(string tenant, int count, long? before = null, CancellationToken cancellationToken = default);

    /// <summary>Up to <paramref name="count"/> records after a sequence number.</summary>
    Task<IReadOnlyList<AuditRecord>> ReadForwardAsync(string tenant, long after, int count, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the whole chain and checks every hash, link and the head. <paramref name="known"/> is a head noted elsewhere
    /// earlier: the chain must still contain it.
    /// </summary>
    Task<AuditVerification> VerifyAsync(string tenant, AuditHead? known = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// The same in parts: checks up to about <paramref name="count"/> records behind <paramref name="after"/>, the
    /// <see cref="AuditVerification.Next"/> of the part before, or from the beginning when null. The head is checked with the last part.
    /// </summary>
    Task<AuditVerification> VerifyAsync(string tenant, int count, AuditHead? after, CancellationToken cancellationToken = default);
}
