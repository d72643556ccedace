namespace Moltbot.GrainInterfaces.Devices;

/// <summary>A paired device without its secrets.</summary>
[GenerateSerializer, Alias("moltbot.PairedDevice"), Immutable]
public sealed record PairedDevice
{
    [Id(0)] public required string DeviceId { get; init; }

    [Id(1)] public required string PublicKey { get; init; }

    [Id(2)] public required IReadOnlyList<string> Roles { get; init; }

    [Id(3)] public required IReadOnlyList<string> Scopes { get; init; }

    [Id(4)] public required IReadOnlyList<DeviceTokenSummary> Tokens { get; init; }

    [Id(5)] public string? RemoteIp { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(6)] public required long CreatedAt { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(7)] public required long ApprovedAt { get; init; }

    [Id(8)] public required ClientDescription Client { get; init; }

    /// <summary>The role of the last pairing.</summary>
    [Id(9)] public required string Role { get; init; }
}
