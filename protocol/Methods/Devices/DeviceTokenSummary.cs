namespace Moltbot.Protocol.Methods.Devices;

/// <summary>A device token without the secret.</summary>
public sealed record DeviceTokenSummary
{
    /// <summary>Role.</summary>
    public required string Role { get; init; }

    /// <summary>Scopes.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? RotatedAtMs { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? RevokedAtMs { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? LastUsedAtMs { get; init; }
}
