namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>A renamed node.</summary>
public sealed record NodeRenameResult
{
    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary>Its new name.</summary>
    public required string DisplayName { get; init; }
}
