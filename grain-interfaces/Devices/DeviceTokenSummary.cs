namespace Moltbot.GrainInterfaces.Devices;

/// <summary>A device token without the token. Times are epoch milliseconds.</summary>
[GenerateSerializer, Alias("moltbot.DeviceTokenSummary"), Immutable]
public sealed record DeviceTokenSummary
{
    [Id(0)] public required string Role { get; init; }

    [Id(1)] public required IReadOnlyList<string> Scopes { get; init; }

    [Id(2)] public required long CreatedAt { get; init; }

    [Id(3)] public long? RotatedAt { get; init; }

    [Id(4)] public long? RevokedAt { get; init; }

    [Id(5)] public long? LastUsedAt { get; init; }
}
