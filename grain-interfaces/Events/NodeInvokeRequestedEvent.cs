namespace Moltbot.GrainInterfaces.Events;

/// <summary>A command for one node, sent on by the gateway that holds its socket, event <c>node.invoke.request</c>.</summary>
[GenerateSerializer, Alias("moltbot.NodeInvokeRequestedEvent")]
public sealed record NodeInvokeRequestedEvent : TenantEvent
{
    /// <summary>The gateway that holds the node.</summary>
    [Id(0)] public required string GatewayId { get; init; }

    /// <summary>The connection on that gateway.</summary>
    [Id(1)] public required string ConnectionId { get; init; }

    /// <summary>The invocation.</summary>
    [Id(2)] public required string InvokeId { get; init; }

    /// <summary>The node.</summary>
    [Id(3)] public required string NodeId { get; init; }

    /// <summary>The command.</summary>
    [Id(4)] public required string Command { get; init; }

    /// <summary>Its parameters as JSON text; null for none.</summary>
    [Id(5)] public string? ParamsJson { get; init; }

    /// <summary>How long the node may take, milliseconds.</summary>
    [Id(6)] public int? TimeoutMs { get; init; }

    /// <summary>The caller's idempotency key.</summary>
    [Id(7)] public string? IdempotencyKey { get; init; }

    /// <summary>Only the gateway that holds the node is told the parameters: they may be a frame of a workspace's contents.</summary>
    /// <inheritdoc/>
    public override TenantEvent For(string gatewayId) => gatewayId == GatewayId ? this : this with { ParamsJson = null };
}
