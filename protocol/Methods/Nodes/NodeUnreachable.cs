namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Details when the node is not there.</summary>
public sealed record NodeUnreachable
{
    /// <summary><c>NOT_CONNECTED</c>.</summary>
    public required string Code { get; init; }
}
