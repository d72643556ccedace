namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>An open request.</summary>
public sealed record NodePairRequestResult
{
    /// <summary><c>pending</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The request.</summary>
    public required NodePairRequest Request { get; init; }

    /// <summary>Whether it is new.</summary>
    public required bool Created { get; init; }
}
