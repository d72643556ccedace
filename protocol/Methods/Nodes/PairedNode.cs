namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>A node paired the old way.</summary>
public sealed record PairedNode
{
    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary>Its secret; shown only to the node that was just approved or that proved it.</summary>
    public string? Token { get; init; }

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

    /// <summary>Programs it has.</summary>
    public IReadOnlyList<string>? Bins { get; init; }

    /// <summary>Permissions.</summary>
    public IReadOnlyDictionary<string, bool>? Permissions { get; init; }

    /// <summary>Where it came from.</summary>
    public string? RemoteIp { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long ApprovedAtMs { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? LastConnectedAtMs { get; init; }
}
