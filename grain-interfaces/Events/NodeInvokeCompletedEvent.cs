using Moltbot.GrainInterfaces.Nodes;

namespace Moltbot.GrainInterfaces.Events;

/// <summary>An invocation ended: the gateway that began it answers its client. Never sent to clients as an event.</summary>
[GenerateSerializer, Alias("moltbot.NodeInvokeCompletedEvent")]
public sealed record NodeInvokeCompletedEvent : TenantEvent
{
    /// <summary>The gateway whose client asked.</summary>
    [Id(0)] public required string GatewayId { get; init; }

    /// <summary>The invocation.</summary>
    [Id(1)] public required string InvokeId { get; init; }

    /// <summary>The outcome.</summary>
    [Id(2)] public required NodeInvokeOutcome Outcome { get; init; }
}
