namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>The gateway took the answer.</summary>
public sealed record NodeInvokeResultAck
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>True when nobody waits for it any more.</summary>
    public bool? Ignored { get; init; }
}
