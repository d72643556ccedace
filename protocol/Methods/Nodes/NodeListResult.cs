namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>The nodes, connected first, then by name.</summary>
public sealed record NodeListResult
{
    /// <summary>Epoch milliseconds.</summary>
    public required long Ts { get; init; }

    /// <summary>The nodes.</summary>
    public required IReadOnlyList<NodeInfo> Nodes { get; init; }
}
