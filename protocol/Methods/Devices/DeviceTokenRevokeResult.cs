namespace Moltbot.Protocol.Methods.Devices;

/// <summary>A revoked token.</summary>
public sealed record DeviceTokenRevokeResult
{
    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Role.</summary>
    public required string Role { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long RevokedAtMs { get; init; }
}
