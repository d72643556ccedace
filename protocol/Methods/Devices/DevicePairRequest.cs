namespace Moltbot.Protocol.Methods.Devices;

/// <summary>A device asks to be paired; also the payload of <c>device.pair.requested</c>.</summary>
public sealed record DevicePairRequest
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

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

    /// <summary>Role asked for.</summary>
    public string? Role { get; init; }

    /// <summary>Roles asked for.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Scopes asked for.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Where it came from.</summary>
    public string? RemoteIp { get; init; }

    /// <summary>Whether it is approved without asking.</summary>
    public bool? Silent { get; init; }

    /// <summary>Whether the device was paired before.</summary>
    public bool? IsRepair { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }
}
