namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>How an invocation ended.</summary>
[GenerateSerializer, Alias("moltbot.NodeInvokeOutcome"), Immutable]
public sealed record NodeInvokeOutcome
{
    [Id(0)] public required bool Ok { get; init; }

    /// <summary>The payload as JSON text.</summary>
    [Id(1)] public string? PayloadJson { get; init; }

    /// <summary><c>NOT_CONNECTED</c>, <c>TIMEOUT</c>, <c>NOT_ALLOWED</c>, or the node's own code.</summary>
    [Id(2)] public string? ErrorCode { get; init; }

    [Id(3)] public string? ErrorMessage { get; init; }

    /// <summary>With <c>NOT_ALLOWED</c>: which rule, protocol §5.5.</summary>
    [Id(4)] public string? Reason { get; init; }
}
