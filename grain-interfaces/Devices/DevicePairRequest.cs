namespace Moltbot.GrainInterfaces.Devices;

/// <summary>A device that asks to be paired, protocol §2.5.</summary>
[GenerateSerializer, Alias("moltbot.DevicePairRequest"), Immutable]
public sealed record DevicePairRequest
{
    [Id(0)] public required string RequestId { get; init; }

    [Id(1)] public required string DeviceId { get; init; }

    [Id(2)] public required string PublicKey { get; init; }

    [Id(3)] public required string Role { get; init; }

    /// <summary>The scopes asked for.</summary>
    [Id(4)] public required IReadOnlyList<string> Scopes { get; init; }

    [Id(5)] public string? RemoteIp { get; init; }

    /// <summary>Approved at once, over a direct local connection with a valid secret.</summary>
    [Id(6)] public bool Silent { get; init; }

    /// <summary>The device was paired before.</summary>
    [Id(7)] public bool IsRepair { get; init; }

    /// <summary>When it asked, epoch milliseconds; the request lives five minutes.</summary>
    [Id(8)] public required long Timestamp { get; init; }

    [Id(9)] public required ClientDescription Client { get; init; }
}
