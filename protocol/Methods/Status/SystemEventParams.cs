namespace Moltbot.Protocol.Methods.Status;

/// <summary>A line for the main session, or a sign of life (section 5.1). Keys of the wrong type count as left out.</summary>
public sealed record SystemEventParams
{
    /// <summary>The line; required.</summary>
    public required string Text { get; init; }

    /// <summary>Device.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Instance.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Name.</summary>
    public string? Host { get; init; }

    /// <summary>Address.</summary>
    public string? Ip { get; init; }

    /// <summary>Mode.</summary>
    public string? Mode { get; init; }

    /// <summary>Version.</summary>
    public string? Version { get; init; }

    /// <summary>Platform.</summary>
    public string? Platform { get; init; }

    /// <summary>Kind of device.</summary>
    public string? DeviceFamily { get; init; }

    /// <summary>Model of the device.</summary>
    public string? ModelIdentifier { get; init; }

    /// <summary>Seconds since the last input.</summary>
    public long? LastInputSeconds { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Scopes.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
