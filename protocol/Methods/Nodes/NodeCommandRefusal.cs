namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Details of a refused <c>node.invoke</c>.</summary>
public sealed record NodeCommandRefusal
{
    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }
}
