namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>A command for a node.</summary>
[GenerateSerializer, Alias("moltbot.NodeInvocation"), Immutable]
public sealed record NodeInvocation
{
    /// <summary>Names it; made by the gateway that asks.</summary>
    [Id(0)] public required string InvokeId { get; init; }

    [Id(1)] public required string NodeId { get; init; }

    [Id(2)] public required string Command { get; init; }

    /// <summary>JSON text; null for none.</summary>
    [Id(3)] public string? ParamsJson { get; init; }

    /// <summary>Milliseconds.</summary>
    [Id(4)] public required int TimeoutMs { get; init; }

    [Id(5)] public required string IdempotencyKey { get; init; }

    /// <summary>The gateway whose client asks.</summary>
    [Id(6)] public required string GatewayId { get; init; }

    /// <summary>Whether its outcome, which may be large, is forgotten as soon as it was told. Of a grain's only.</summary>
    [Id(7)] public bool IsToldOnce { get; init; }

    /// <summary>Whether it goes on with what another one began, and is not put on record again. Of a grain's only.</summary>
    [Id(8)] public bool GoesOn { get; init; }
}
