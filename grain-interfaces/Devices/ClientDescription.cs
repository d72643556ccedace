namespace Moltbot.GrainInterfaces.Devices;

/// <summary>What a client says of itself; for display, never for a decision.</summary>
[GenerateSerializer, Alias("moltbot.ClientDescription"), Immutable]
public sealed record ClientDescription
{
    [Id(0)] public required string ClientId { get; init; }

    [Id(1)] public required string Mode { get; init; }

    [Id(2)] public required string Version { get; init; }

    [Id(3)] public required string Platform { get; init; }

    [Id(4)] public string? DisplayName { get; init; }

    [Id(5)] public string? DeviceFamily { get; init; }

    [Id(6)] public string? ModelIdentifier { get; init; }

    [Id(7)] public string? InstanceId { get; init; }
}
