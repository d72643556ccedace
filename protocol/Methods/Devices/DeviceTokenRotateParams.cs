namespace Moltbot.Protocol.Methods.Devices;

/// <summary>Makes a new token.</summary>
public sealed record DeviceTokenRotateParams
{
    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Role.</summary>
    public required string Role { get; init; }

    /// <summary>Scopes, default those it had.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}
