namespace Moltbot.Protocol.Methods.Status;

/// <summary>Somebody or something that is here (section 2.6).</summary>
public sealed record PresenceEntry
{
    /// <summary>Name.</summary>
    public string? Host { get; init; }

    /// <summary>Address.</summary>
    public string? Ip { get; init; }

    /// <summary>Program version.</summary>
    public string? Version { get; init; }

    /// <summary>Platform.</summary>
    public string? Platform { get; init; }

    /// <summary>Kind of device.</summary>
    public string? DeviceFamily { get; init; }

    /// <summary>Model of the device.</summary>
    public string? ModelIdentifier { get; init; }

    /// <summary>Mode of the client, or <c>gateway</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Seconds since the last input.</summary>
    public long? LastInputSeconds { get; init; }

    /// <summary><c>self</c>, <c>connect</c>, <c>disconnect</c> …</summary>
    public string? Reason { get; init; }

    /// <summary>Free tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>A line for people.</summary>
    public string? Text { get; init; }

    /// <summary>Epoch milliseconds of the last sign of life.</summary>
    public required long Ts { get; init; }

    /// <summary>Device identity.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Roles of the connection.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Scopes of the connection.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Instance of the program.</summary>
    public string? InstanceId { get; init; }
}
