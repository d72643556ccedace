using System.Security.Cryptography;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.Policy.Devices;

namespace Moltbot.Grains.Nodes;

/// <summary>The older pairing of nodes: requests of five minutes, a token per node that is told once and kept hashed.</summary>
internal sealed class NodeDirectoryGrain(
    [PersistentState("nodes", TenantGrain.Store)] IPersistentState<NodeDirectoryState> row,
    TimeProvider time) : TenantGrain(time), INodeDirectoryGrain
{
    private static readonly TimeSpan RequestLife = TimeSpan.FromMinutes(5);

    /// <summary>How many requests may wait before the oldest gives way. Arbitrary.</summary>
    private const int MaxPending = 64;

    public async Task<NodePairReceipt> Request(NodePairRequest request)
    {
        string nodeId = request.Node.NodeId;
        if (row.State.Pending.TryGetValue(nodeId, out NodePairRequest? known) && IsAlive(known))
        {
            return new NodePairReceipt(known, Created: false);
        }

        foreach (string expired in row.State.Pending.Where(entry => !IsAlive(entry.Value)).Select(static entry => entry.Key).ToList())
        {
            row.State.Pending.Remove(expired);
        }

        if (row.State.Pending.Count >= MaxPending)
        {
            row.State.Pending.Remove(row.State.Pending.MinBy(static entry => entry.Value.Timestamp).Key);
        }

        NodePairRequest stored = request with { IsRepair = row.State.Nodes.ContainsKey(nodeId), Timestamp = Now };
        row.State.Pending[nodeId] = stored;
        await Save(row);
        await Peer<ITenantEventsGrain>().Publish(new NodePairRequestedEvent(stored));
        return new NodePairReceipt(stored, Created: true);
    }

    public Task<NodePairList> List() => Task.FromResult(new NodePairList(
        [.. row.State.Pending.Values.Where(IsAlive).OrderByDescending(static request => request.Timestamp)],
        [.. row.State.Nodes.Values.Select(static record => record.Node).OrderByDescending(static node => node.ApprovedAt)]));

    public async Task<NodePairGrant?> Approve(string requestId)
    {
        if (Find(requestId) is not { } request)
        {
            return null;
        }

        string nodeId = request.Node.NodeId;
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        long createdAt = row.State.Nodes.TryGetValue(nodeId, out NodeRecord? known) ? known.Node.CreatedAt : Now;
        var node = new PairedNode { Node = request.Node, CreatedAt = createdAt, ApprovedAt = Now };
        await Record("node.pair.approve", nodeId);
        row.State.Pending.Remove(nodeId);
        row.State.Nodes[nodeId] = new NodeRecord(node, SecretComparison.Hash(token));
        await Save(row);
        await Resolved(request, "approved");
        return new NodePairGrant { Request = request, Node = node, Token = token };
    }

    public async Task<NodePairRequest?> Reject(string requestId)
    {
        if (Find(requestId) is not { } request)
        {
            return null;
        }

        await Record("node.pair.reject", request.Node.NodeId);
        row.State.Pending.Remove(request.Node.NodeId);
        await Save(row);
        await Resolved(request, "rejected");
        return request;
    }

    public Task<PairedNode?> Verify(string nodeId, string token) => Task.FromResult(
        row.State.Nodes.TryGetValue(nodeId, out NodeRecord? record) && SecretComparison.MatchesHash(token, record.TokenHash)
            ? record.Node
            : null);

    public async Task<bool> Rename(string nodeId, string displayName)
    {
        if (!row.State.Nodes.TryGetValue(nodeId, out NodeRecord? record))
        {
            return false;
        }

        await Record("node.rename", nodeId);
        row.State.Nodes[nodeId] = record with { Node = record.Node with { Node = record.Node.Node with { DisplayName = displayName } } };
        await Save(row);
        return true;
    }

    private Task Record(string action, string nodeId) =>
        Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, action, nodeId)]);

    private Task Resolved(NodePairRequest request, string decision) => Peer<ITenantEventsGrain>().Publish(new NodePairResolvedEvent
    {
        RequestId = request.RequestId,
        NodeId = request.Node.NodeId,
        Decision = decision,
        Timestamp = Now,
    });

    private NodePairRequest? Find(string requestId) =>
        row.State.Pending.Values.FirstOrDefault(request => request.RequestId == requestId && IsAlive(request));

    private bool IsAlive(NodePairRequest request) => Now - request.Timestamp <= RequestLife.TotalMilliseconds;
}
