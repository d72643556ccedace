namespace Moltbot.Storage.Audit;

/// <summary>Checks a chain record by record, as it is read.</summary>
/// <param name="tenant">Whose chain it is.</param>
/// <param name="known">A head noted elsewhere earlier; null for none.</param>
/// <param name="start">What the first record has to follow.</param>
internal sealed class ChainVerifier(string tenant, AuditHead? known, AuditHead start)
{
    private const int MaxFaults = 100;

    private readonly List<AuditFault> faults = [];

    public AuditHead Last { get; private set; } = start;

    public long Records { get; private set; }

    public void Add(AuditRecord record)
    {
        Records++;
        var gap = record.Sequence - Last.Sequence - 1;
        var genuine = string.Equals(AuditHash.Of(tenant, record), record.Hash, StringComparison.Ordinal);
        if (gap > 0)
        {
            Report(AuditFaultKind.Missing, Last.Sequence + 1, gap == 1 ? "the record is missing" : $"{gap} records are missing from here");
        }
        else if (!string.Equals(record.PreviousHash, Last.Hash, StringComparison.Ordinal))
        {
            Report(AuditFaultKind.Reordered, record.Sequence, "the record does not follow the one before it");
            genuine = true;
        }

        if (!genuine)
        {
            Report(AuditFaultKind.Altered, record.Sequence, "the record does not have the hash it carries");
        }

        Last = new AuditHead(record.Sequence, record.Hash);
        if (known is not null && known.Sequence == record.Sequence && known != Last)
        {
            Report(AuditFaultKind.Altered, record.Sequence, "the record is another than the head noted earlier");
        }
    }

    /// <summary>Stops before the end of the chain; what was read is judged, its end is not yet.</summary>
    public AuditVerification Pause(AuditHead head) => new(Records, head, faults) { Next = Last };

    /// <summary>Compares the end of the chain with the head read before the records, and with the one read after them.</summary>
    public AuditVerification Finish(AuditHead before, AuditHead after, string? hashAtBefore, bool isGenuine)
    {
        if (!isGenuine)
        {
            Report(AuditFaultKind.HeadForged, before.Sequence, "the head was not written by a holder of the master key");
        }

        if (Last.Sequence < before.Sequence)
        {
            Report(AuditFaultKind.Truncated, Last.Sequence + 1, $"the chain ends at {Last.Sequence}, its head is {before.Sequence}");
        }
        else if (!string.Equals(hashAtBefore, before.Hash, StringComparison.Ordinal))
        {
            Report(AuditFaultKind.HeadMismatch, before.Sequence, "the head has another hash than the record it names");
        }
        else if (Last.Sequence > after.Sequence)
        {
            Report(AuditFaultKind.HeadMismatch, after.Sequence + 1, $"the chain goes on to {Last.Sequence}, beyond its head {after.Sequence}");
        }

        if (known is not null && known.Sequence > Last.Sequence && known.Sequence > before.Sequence)
        {
            Report(AuditFaultKind.Truncated, Last.Sequence + 1, $"the head noted earlier is {known.Sequence}, the chain ends at {Last.Sequence}");
        }

        return new AuditVerification(Records, before, faults);
    }

    private void Report(AuditFaultKind kind, long sequence, string explanation)
    {
        if (faults.Count < MaxFaults)
        {
            faults.Add(new AuditFault(kind, sequence, explanation));
        }
    }
}
