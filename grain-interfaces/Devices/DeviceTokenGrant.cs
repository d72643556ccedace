namespace Moltbot.GrainInterfaces.Devices;

/// <summary>A token just made; told once, kept hashed.</summary>
[GenerateSerializer, Alias("moltbot.DeviceTokenGrant"), Immutable]
public sealed record DeviceTokenGrant
{
    [Id(0)] public required string DeviceId { get; init; }

    [Id(1)] public required string Role { get; init; }

    [Id(2)] public required string Token { get; init; }

    [Id(3)] public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    [Id(4)] public required long RotatedAt { get; init; }

    public override string ToString() => $"DeviceTokenGrant for {DeviceId} as {Role}";
}
