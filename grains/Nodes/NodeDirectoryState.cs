using Moltbot.GrainInterfaces.Nodes;

namespace Moltbot.Grains.Nodes;

/// <summary>The row of a tenant's node directory.</summary>
[GenerateSerializer, Alias("moltbot.NodeDirectoryState")]
public sealed class NodeDirectoryState
{
    /// <summary>Requests by node; one each.</summary>
    [Id(0)] public Dictionary<string, NodePairRequest> Pending { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Paired nodes by id.</summary>
    [Id(1)] public Dictionary<string, NodeRecord> Nodes { get; set; } = new(StringComparer.Ordinal);
}
