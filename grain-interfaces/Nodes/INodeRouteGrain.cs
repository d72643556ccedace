using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>Which gateway holds which node, and the invocations under way. Key: <see cref="GrainKey.ForTenant"/>.</summary>
[Alias("moltbot.INodeRouteGrain")]
public interface INodeRouteGrain : IGrainWithStringKey
{
    /// <summary>
    /// A node is connected (told at connect and renewed every 30 s; entries not renewed for 90 s are dropped). The newest connection
    /// is the node's: one before it, perhaps half open, does not take the node back by being renewed.
    /// </summary>
    [Access(CallerRole.Gateway), Alias("Connected")]
    Task Connected(ConnectedNode node);

    /// <summary>Its connection ended; invocations under way end as not connected.</summary>
    [Access(CallerRole.Gateway), Alias("Disconnected")]
    Task Disconnected(string nodeId, string connectionId);

    /// <summary>The nodes connected now.</summary>
    [Access(Scope.Read, AlsoGateway = true), Alias("List")]
    Task<IReadOnlyList<ConnectedNode>> List();

    /// <summary>
    /// Begins an invocation; its outcome comes as <see cref="Events.NodeInvokeCompletedEvent"/>, or at once when it cannot begin. Commands
    /// of tool calls are for grains only; of what a grain begins <see cref="Outcome"/> tells, and no event.
    /// </summary>
    [Access(Scope.Write), Alias("Invoke")]
    Task<NodeInvokeOutcome?> Invoke(NodeInvocation invocation);

    /// <summary>Whether a node is connected that may be given tool calls.</summary>
    [Access(CallerRole.Grain), Alias("HasRunner")]
    Task<bool> HasRunner();

    /// <summary>The nodes connected now that may be given tool calls.</summary>
    [Access(CallerRole.Grain), Alias("ListRunners")]
    Task<IReadOnlyList<string>> ListRunners();

    /// <summary>The runner that has a sandbox: the same one while it is connected. Null when none is.</summary>
    /// <param name="sandboxKey">Names the sandbox.</param>
    [Access(CallerRole.Grain), Alias("LeaseRunner")]
    Task<string?> LeaseRunner(string sandboxKey);

    /// <summary>
    /// Has all connected runners end what the calls of a conversation left running. Not waited for; what a runner does not hear it ends when its
    /// time is over.
    /// </summary>
    /// <param name="sessionKey">The canonical session key.</param>
    /// <param name="sessionId">The conversation within the session that is over.</param>
    [Access(CallerRole.Grain), Alias("EndPrograms")]
    Task EndPrograms(string sessionKey, string sessionId);

    /// <summary>
    /// Waits for the outcome of an invocation that a grain began. Null when it is under
    /// way still: ask again. Code <c>UNKNOWN</c> when nobody knows any more what came of it, also after one that is told once was.
    /// </summary>
    [Access(CallerRole.Grain), AlwaysInterleave, Alias("Outcome")]
    Task<NodeInvokeOutcome?> Outcome(string invokeId);

    /// <summary>
    /// The session from which a node was asked for a run, as <c>params.sessionKey</c> of the invocation named it beside
    /// <c>params.runId</c>; null when this node was not asked for it, or has told its end.
    /// </summary>
    /// <param name="nodeId">The node that speaks.</param>
    /// <param name="runId">The run it speaks of.</param>
    /// <param name="isOver">Whether it tells the end.</param>
    [Access(CallerRole.Gateway), Alias("SessionOfRun")]
    Task<string?> SessionOfRun(string nodeId, string runId, bool isOver);

    /// <summary>The node's answer; false when the invocation is unknown, over or another node's.</summary>
    [Access(CallerRole.Node), Alias("Complete")]
    Task<bool> Complete(string nodeId, string invokeId, NodeInvokeOutcome outcome);
}
