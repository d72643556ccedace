namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>Whether the token is right.</summary>
public sealed record NodePairVerifyResult
{
    /// <summary>Whether it is.</summary>
    public required bool Ok { get; init; }

    /// <summary>The node when it is.</summary>
    public PairedNode? Node { get; init; }
}
