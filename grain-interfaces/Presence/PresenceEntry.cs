namespace Moltbot.GrainInterfaces.Presence;

/// <summary>One line of presence.</summary>
[GenerateSerializer, Alias("moltbot.PresenceEntry"), Immutable]
public sealed record PresenceEntry
{
    /// <summary>Device id, else instance id, else connection id; gateways are <c>gateway:…</c>.</summary>
    [Id(0)] public required string Key { get; init; }

    [Id(1)] public string? Host { get; init; }

    [Id(2)] public string? Ip { get; init; }

    [Id(3)] public string? Version { get; init; }

    [Id(4)] public string? Platform { get; init; }

    [Id(5)] public string? DeviceFamily { get; init; }

    [Id(6)] public string? ModelIdentifier { get; init; }

    [Id(7)] public string? Mode { get; init; }

    [Id(8)] public int? LastInputSeconds { get; init; }

    [Id(9)] public string? Reason { get; init; }

    [Id(10)] public IReadOnlyList<string>? Tags { get; init; }

    [Id(11)] public string? Text { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(12)] public required long Timestamp { get; init; }

    [Id(13)] public string? DeviceId { get; init; }

    [Id(14)] public IReadOnlyList<string>? Roles { get; init; }

    [Id(15)] public IReadOnlyList<string>? Scopes { get; init; }

    [Id(16)] public string? InstanceId { get; init; }
}
