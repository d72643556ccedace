namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Renames a node of the old kind.</summary>
public sealed record NodeRenameParams
{
    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary>Its new name.</summary>
    public required string DisplayName { get; init; }
}
