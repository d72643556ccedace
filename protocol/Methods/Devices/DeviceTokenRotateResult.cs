namespace Moltbot.Protocol.Methods.Devices;

/// <summary>A new token, shown this once.</summary>
public sealed record DeviceTokenRotateResult
{
    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Role.</summary>
    public required string Role { get; init; }

    /// <summary>The secret.</summary>
    public required string Token { get; init; }

    /// <summary>Scopes.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long RotatedAtMs { get; init; }
}
