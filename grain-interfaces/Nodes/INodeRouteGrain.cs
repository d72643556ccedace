using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>Which gateway holds which node, and the invocations under way. Key: <see cref="GrainKey.ForTenant"/>.</summary>
[Alias("moltbot.INodeRouteGrain")]
public interface INodeRouteGrain : IGrainWithStringKey
{
    /// <summary>A node is connected (told at connect and renewed every 30 s; entries not renewed for 90 s are dropped).</summary>
    [Access(CallerRole.Gateway), Alias("Connected")]
    Task Connected(ConnectedNode node);

    /// <summary>Its connection ended; invocations under way end as not connected.</summary>
    [Access(CallerRole.Gateway), Alias("Disconnected")]
    Task Disconnected(string nodeId, string connectionId);

    /// <summary>The nodes connected now.</summary>
    [Access(Scope.Read, AlsoGateway = true), Alias("List")]
    Task<IReadOnlyList<ConnectedNode>> List();

    /// <summary>
    /// Begins an invocation; its outcome comes as <see cref="Events.NodeInvokeCompletedEvent"/>, or at once when it cannot begin.
    /// </summary>
    [Access(Scope.Write), Alias("Invoke")]
    Task<NodeInvokeOutcome?> Invoke(NodeInvocation invocation);

    /// <summary>The node's answer; false when the invocation is unknown, over or another node's.</summary>
    [Access(CallerRole.Node), Alias("Complete")]
    Task<bool> Complete(string nodeId, string invokeId, NodeInvokeOutcome outcome);
}
