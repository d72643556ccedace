using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>The older way of pairing nodes (methods <c>node.pair.*</c>). Key: <see cref="GrainKey.ForTenant"/>.</summary>
[Alias("moltbot.INodeDirectoryGrain")]
public interface INodeDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Stores a request, one for each node, for five minutes, and tells the operators of a new one.</summary>
    [Access(Scope.Pairing), Alias("Request")]
    Task<NodePairReceipt> Request(NodePairRequest request);

    /// <summary>Everything, newest first.</summary>
    [Access(Scope.Pairing), Alias("List")]
    Task<NodePairList> List();

    /// <summary>Approves and makes the node's token; null when the request is unknown.</summary>
    [Access(Scope.Pairing), Alias("Approve")]
    Task<NodePairGrant?> Approve(string requestId);

    /// <summary>Rejects; null when the request is unknown.</summary>
    [Access(Scope.Pairing), Alias("Reject")]
    Task<NodePairRequest?> Reject(string requestId);

    /// <summary>The node when the token is its own.</summary>
    [Access(Scope.Pairing), Alias("Verify")]
    Task<PairedNode?> Verify(string nodeId, string token);

    /// <summary>Gives it another name; false when it is unknown.</summary>
    [Access(Scope.Pairing), Alias("Rename")]
    Task<bool> Rename(string nodeId, string displayName);
}
