namespace Moltbot.Protocol.Methods.Devices;

/// <summary>Revokes a token.</summary>
public sealed record DeviceTokenRevokeParams
{
    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Role.</summary>
    public required string Role { get; init; }
}
