namespace Moltbot.Storage.Audit;

/// <summary>Makes the records that follow a head.</summary>
internal static class AuditChain
{
    public static List<AuditRecord> Continue(string tenant, AuditHead head, IEnumerable<NewAuditRecord> records)
    {
        var chained = new List<AuditRecord>();
        foreach (var record in records)
        {
            var unhashed = new AuditRecord
            {
                Sequence = head.Sequence + 1,
                Id = record.Id,

                // As it will be read back, or its hash would not be the one computed then.
                Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(record.Timestamp.ToUnixTimeMilliseconds()),
                Actor = record.Actor,
                Action = record.Action,
                Target = record.Target,
                Details = record.Details,
                PreviousHash = head.Hash,
                Hash = "",
            };
            var hashed = unhashed with { Hash = AuditHash.Of(tenant, unhashed) };
            chained.Add(hashed);
            head = new AuditHead(hashed.Sequence, hashed.Hash);
        }

        return chained;
    }
}
