namespace Moltbot.Protocol.Methods.Connection;

/// <summary>The program that connects.</summary>
public sealed record ConnectClient
{
    /// <summary>One of <see cref="ClientIds"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Its platform as it claims.</summary>
    public required string Platform { get; init; }

    /// <summary>Kind of device.</summary>
    public string? DeviceFamily { get; init; }

    /// <summary>Model of the device.</summary>
    public string? ModelIdentifier { get; init; }

    /// <summary>One of <see cref="ClientModes"/>.</summary>
    public required string Mode { get; init; }

    /// <summary>Tells instances of one program apart.</summary>
    public string? InstanceId { get; init; }
}
