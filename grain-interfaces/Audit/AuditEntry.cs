namespace Moltbot.GrainInterfaces.Audit;

/// <summary>Something that is about to happen or has happened.</summary>
[GenerateSerializer, Alias("moltbot.AuditEntry"), Immutable]
public sealed record AuditEntry
{
    /// <summary>Names it within the tenant; the same id is stored once.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>When, epoch milliseconds.</summary>
    [Id(1)] public required long Timestamp { get; init; }

    /// <summary>Who: a principal of a claim.</summary>
    [Id(2)] public required string Actor { get; init; }

    /// <summary>What, such as <c>config.write</c>, <c>device.approve</c>, <c>channel.send</c>.</summary>
    [Id(3)] public required string Action { get; init; }

    /// <summary>On what: a session key, device id, chat.</summary>
    [Id(4)] public required string Target { get; init; }

    /// <summary>More of it, as JSON; no secrets, no message text.</summary>
    [Id(5)] public string? DetailsJson { get; init; }
}
