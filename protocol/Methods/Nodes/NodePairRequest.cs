namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>A node asks to be paired; also the payload of <c>node.pair.requested</c>.</summary>
public sealed record NodePairRequest
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

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

    /// <summary>Capabilities.</summary>
    public IReadOnlyList<string>? Caps { get; init; }

    /// <summary>Commands.</summary>
    public IReadOnlyList<string>? Commands { get; init; }

    /// <summary>Permissions.</summary>
    public IReadOnlyDictionary<string, bool>? Permissions { get; init; }

    /// <summary>Where it came from.</summary>
    public string? RemoteIp { get; init; }

    /// <summary>Whether it asks quietly.</summary>
    public bool? Silent { get; init; }

    /// <summary>Whether the node was paired before.</summary>
    public required bool IsRepair { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }
}
