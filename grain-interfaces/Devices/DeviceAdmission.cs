namespace Moltbot.GrainInterfaces.Devices;

/// <summary>What a device gets.</summary>
[GenerateSerializer, Alias("moltbot.DeviceAdmission"), Immutable]
public sealed record DeviceAdmission
{
    /// <summary>The decision.</summary>
    [Id(0)] public required DeviceAdmissionOutcome Outcome { get; init; }

    /// <summary>The pairing request that waits (with <see cref="DeviceAdmissionOutcome.PairingRequired"/>).</summary>
    [Id(1)] public string? RequestId { get; init; }

    /// <summary>The scopes granted.</summary>
    [Id(2)] public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The device's token when a new one was made; null when the client has the current one.</summary>
    [Id(3)] public string? Token { get; init; }

    /// <summary>When the token was issued, epoch milliseconds.</summary>
    [Id(4)] public long IssuedAt { get; init; }
}
