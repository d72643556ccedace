namespace Moltbot.Protocol.Methods.Devices;

/// <summary>A paired device without its secrets.</summary>
public sealed record PairedDevice
{
    /// <summary>The device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Its key.</summary>
    public required string PublicKey { get; init; }

    /// <summary>Name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Platform.</summary>
    public string? Platform { get; init; }

    /// <summary>Program.</summary>
    public string? ClientId { get; init; }

    /// <summary>Mode of the program.</summary>
    public string? ClientMode { get; init; }

    /// <summary>Last role.</summary>
    public string? Role { get; init; }

    /// <summary>Roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Scopes.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Where it came from.</summary>
    public string? RemoteIp { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long ApprovedAtMs { get; init; }

    /// <summary>Its tokens, without the secret.</summary>
    public IReadOnlyList<DeviceTokenSummary>? Tokens { get; init; }
}
