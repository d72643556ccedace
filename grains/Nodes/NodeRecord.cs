using Moltbot.GrainInterfaces.Nodes;

namespace Moltbot.Grains.Nodes;

/// <summary>A paired node as stored.</summary>
/// <param name="Node">The node.</param>
/// <param name="TokenHash">SHA-256 of its token.</param>
[GenerateSerializer, Alias("moltbot.NodeRecord")]
public sealed record NodeRecord([property: Id(0)] PairedNode Node, [property: Id(1)] string TokenHash);
