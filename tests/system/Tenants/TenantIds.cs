namespace Moltbot.System.Tests.Tenants;

/// <summary>One id of each kind that a request can name, all of one tenant, or all of nobody.</summary>
internal sealed record TenantIds
{
    public required string SessionKey { get; init; }

    public required string SessionId { get; init; }

    public required string Label { get; init; }

    public required string RunId { get; init; }

    public required string DeviceId { get; init; }

    /// <summary>Two devices that wait for approval: one to approve, one to reject.</summary>
    public required string DeviceRequest { get; init; }

    public required string OtherDeviceRequest { get; init; }

    /// <summary>A connected node.</summary>
    public required string NodeId { get; init; }

    /// <summary>A node that was paired by request, and its token.</summary>
    public required string PairedNode { get; init; }

    public required string NodeToken { get; init; }

    /// <summary>Two nodes that wait for approval.</summary>
    public required string NodeRequest { get; init; }

    public required string OtherNodeRequest { get; init; }

    /// <summary>A call that a node has not answered yet.</summary>
    public required string Invocation { get; init; }

    /// <summary>A command that waits for an approval.</summary>
    public required string Approval { get; init; }

    /// <summary>A scheduled job that is not due.</summary>
    public required string CronJob { get; init; }

    /// <summary>A queued task that is not due.</summary>
    public required string Task { get; init; }

    /// <summary>The code of a stranger who waits.</summary>
    public required string PairingCode { get; init; }

    /// <summary>Somebody who was let in on a channel.</summary>
    public required string Sender { get; init; }

    public required string ConfigHash { get; init; }

    /// <summary>Ids shaped like real ones that nobody ever had.</summary>
    public static TenantIds Never()
    {
        string mark = Guid.NewGuid().ToString("N")[..12];
        return new TenantIds
        {
            SessionKey = $"agent:main:room-{mark}",
            SessionId = Guid.NewGuid().ToString(),
            Label = $"label-{mark}",
            RunId = $"run-{mark}",
            DeviceId = Convert.ToHexStringLower([.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()]),
            DeviceRequest = Guid.NewGuid().ToString(),
            OtherDeviceRequest = Guid.NewGuid().ToString(),
            NodeId = Convert.ToHexStringLower([.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()]),
            PairedNode = $"paired-{mark}",
            NodeToken = Guid.NewGuid().ToString("N"),
            NodeRequest = Guid.NewGuid().ToString(),
            OtherNodeRequest = Guid.NewGuid().ToString(),
            Invocation = Guid.NewGuid().ToString(),
            Approval = $"approval-{mark}",
            CronJob = Guid.NewGuid().ToString(),
            Task = Guid.NewGuid().ToString(),
            PairingCode = "NEVERWAS",
            Sender = "987654321",
            ConfigHash = Convert.ToHexStringLower([.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()]),
        };
    }

    /// <summary>All of them with their names, the longest first.</summary>
    public IEnumerable<(string Name, string Value)> All() => typeof(TenantIds).GetProperties()
        .Select(property => (property.Name, (string)property.GetValue(this)!)).OrderByDescending(static id => id.Item2.Length);
}
