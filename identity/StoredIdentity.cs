namespace Moltbot.Identity;

/// <summary>The content of <c>identity/device.json</c>.</summary>
internal sealed record StoredIdentity
{
    public required int Version { get; init; }

    public required string DeviceId { get; init; }

    public required string PublicKeyPem { get; init; }

    /// <summary>Secret.</summary>
    public required string PrivateKeyPem { get; init; }

    public long CreatedAtMs { get; init; }
}
