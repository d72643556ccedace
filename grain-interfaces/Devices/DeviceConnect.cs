namespace Moltbot.GrainInterfaces.Devices;

/// <summary>A device at the door, its signature verified.</summary>
[GenerateSerializer, Alias("moltbot.DeviceConnect"), Immutable]
public sealed record DeviceConnect
{
    /// <summary>SHA-256 of the key, lower-case hex.</summary>
    [Id(0)] public required string DeviceId { get; init; }

    /// <summary>The Ed25519 key, base64url.</summary>
    [Id(1)] public required string PublicKey { get; init; }

    /// <summary><c>operator</c> or <c>node</c>.</summary>
    [Id(2)] public required string Role { get; init; }

    /// <summary>The scopes asked for, after defaulting.</summary>
    [Id(3)] public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Whether a shared secret was presented and holds.</summary>
    [Id(4)] public required bool SharedSecretOk { get; init; }

    /// <summary>The secret that held; silently paired devices die with it.</summary>
    [Id(5)] public string? CredentialId { get; init; }

    /// <summary>What was presented as token and did not hold as shared secret; perhaps the device's own.</summary>
    [Id(6)] public string? DeviceToken { get; init; }

    /// <summary>Whether it came over a direct local connection, judged by policy.</summary>
    [Id(7)] public required bool IsLocal { get; init; }

    /// <summary>The client's address in canonical text.</summary>
    [Id(8)] public string? RemoteIp { get; init; }

    /// <summary>Names and versions for display.</summary>
    [Id(9)] public required ClientDescription Client { get; init; }

    public override string ToString() => $"DeviceConnect {DeviceId} as {Role}";
}
