using Moltbot.GrainInterfaces.Nodes;

namespace Moltbot.GrainInterfaces.Events;

/// <summary>A node asks to be paired, event <c>node.pair.requested</c>.</summary>
/// <param name="Request">The request.</param>
[GenerateSerializer, Alias("moltbot.NodePairRequestedEvent")]
public sealed record NodePairRequestedEvent([property: Id(0)] NodePairRequest Request) : TenantEvent;
