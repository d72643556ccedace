namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>One node.</summary>
public sealed record NodeDescribeResult
{
    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }

    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary>Name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Platform.</summary>
    public string? Platform { get; init; }

    /// <summary>Version.</summary>
    public string? Version { get; init; }

    /// <summary>Version of its core.</summary>
    public string? CoreVersion { get; init; }

    /// <summary>Version of its user interface.</summary>
    public string? UiVersion { get; init; }

    /// <summary>Kind of device.</summary>
    public string? DeviceFamily { get; init; }

    /// <summary>Model of the device.</summary>
    public string? ModelIdentifier { get; init; }

    /// <summary>Where it comes from.</summary>
    public string? RemoteIp { get; init; }

    /// <summary>Capabilities, sorted.</summary>
    public required IReadOnlyList<string> Caps { get; init; }

    /// <summary>Commands allowed, sorted.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>Its PATH.</summary>
    public string? PathEnv { get; init; }

    /// <summary>Permissions.</summary>
    public IReadOnlyDictionary<string, bool>? Permissions { get; init; }

    /// <summary>Epoch milliseconds, while connected.</summary>
    public long? ConnectedAtMs { get; init; }

    /// <summary>Whether it is paired.</summary>
    public required bool Paired { get; init; }

    /// <summary>Whether it is connected.</summary>
    public required bool Connected { get; init; }
}
