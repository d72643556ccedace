using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Gateway.Hosting;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Nodes;
using Moltbot.Policy.Scopes;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>Which nodes there are, and the older way of pairing them (protocol §5.5).</summary>
internal sealed class NodeMethodsModule(GatewayOptions options, ITenantViews views, TimeProvider time) : IMethodModule
{
    public void Register(MethodTableBuilder methods) => methods
        .Serve(NodesMethods.List, List)
        .Serve(NodesMethods.Describe, Describe)
        .Serve(NodesMethods.PairRequest, Request)
        .Serve(NodesMethods.PairList, PairList)
        .Serve(NodesMethods.PairApprove, Approve)
        .Serve(NodesMethods.PairReject, Reject)
        .Serve(NodesMethods.PairVerify, Verify)
        .Serve(NodesMethods.Rename, Rename);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async ValueTask<GatewayResult<NodeListResult>> List(MethodCall call) =>
        new NodeListResult { Ts = Now, Nodes = await Nodes(call) };

    private async ValueTask<GatewayResult<NodeDescribeResult>> Describe(MethodCall call, NodeDescribeParams parameters)
    {
        IReadOnlyList<NodeInfo> nodes = await Nodes(call);
        return nodes.FirstOrDefault(node => node.NodeId == parameters.NodeId.Trim()) is { } found
            ? NodePayloads.Describe(found, Now)
            : GatewayError.Invalid("unknown nodeId");
    }

    /// <summary>Connected ones first, then by name.</summary>
    private async Task<IReadOnlyList<NodeInfo>> Nodes(MethodCall call)
    {
        IReadOnlyList<ConnectedNode> connected = await call.Grain<INodeRouteGrain>().List();
        IReadOnlyList<PairedDevice> paired = await PairedNodes(call);
        var pairedIds = paired.Select(static device => device.DeviceId).ToHashSet(StringComparer.Ordinal);
        var connectedIds = connected.Select(static node => node.Node.NodeId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. connected.Select(node => NodePayloads.Info(node, pairedIds.Contains(node.Node.NodeId)))
                .Concat(paired.Where(device => !connectedIds.Contains(device.DeviceId)).Select(NodePayloads.Info))
                .OrderByDescending(static node => node.Connected)
                .ThenBy(static node => node.DisplayName ?? node.NodeId, StringComparer.OrdinalIgnoreCase)
                .ThenBy(static node => node.NodeId, StringComparer.Ordinal),
        ];
    }

    // Reading nodes is less than reading devices, which the caller may not: the gateway looks them up and tells the nodes only.
    private async Task<IReadOnlyList<PairedDevice>> PairedNodes(MethodCall call)
    {
        CallerContext.Use(CallerClaim.ForGateway(call.Tenant, options.GatewayId));
        DeviceList devices = await call.Grain<IDeviceDirectoryGrain>().List();
        return [.. devices.Paired.Where(static device => device.Roles.Contains(GatewayRoles.Node, StringComparer.Ordinal))];
    }

    private async ValueTask<GatewayResult<NodePairRequestResult>> Request(MethodCall call, NodePairRequestParams parameters)
    {
        var request = new GrainInterfaces.Nodes.NodePairRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Node = new NodeDescription
            {
                NodeId = parameters.NodeId,
                DisplayName = parameters.DisplayName,
                Platform = parameters.Platform,
                Version = parameters.Version,
                CoreVersion = parameters.CoreVersion,
                UiVersion = parameters.UiVersion,
                DeviceFamily = parameters.DeviceFamily,
                ModelIdentifier = parameters.ModelIdentifier,
                RemoteIp = parameters.RemoteIp,
                Caps = parameters.Caps ?? [],
                Commands = parameters.Commands ?? [],
            },
            Silent = parameters.Silent,
            Timestamp = 0,
        };
        NodePairReceipt receipt = await views.AfterEvent<NodePairRequestedEvent, NodePairReceipt>(
            call.Tenant,
            asked => asked.Request.Node.NodeId == parameters.NodeId,
            () => call.Grain<INodeDirectoryGrain>().Request(request),
            static receipt => receipt.Created);
        return new NodePairRequestResult { Status = "pending", Request = NodePayloads.Of(receipt.Request), Created = receipt.Created };
    }

    private static async ValueTask<GatewayResult<NodePairListResult>> PairList(MethodCall call)
    {
        NodePairList list = await call.Grain<INodeDirectoryGrain>().List();
        return new NodePairListResult
        {
            Pending = [.. list.Pending.Select(NodePayloads.Of)],
            Paired = [.. list.Paired.Select(static node => NodePayloads.Of(node))],
        };
    }

    private async ValueTask<GatewayResult<NodePairApproveResult>> Approve(MethodCall call, NodePairApproveParams parameters) =>
        await Decide(call, parameters.RequestId, static (grain, id) => grain.Approve(id)) is { } grant
            ? new NodePairApproveResult { RequestId = parameters.RequestId, Node = NodePayloads.Of(grant.Node, grant.Token) }
            : GatewayError.Invalid("unknown requestId");

    private async ValueTask<GatewayResult<NodePairRejectResult>> Reject(MethodCall call, NodePairRejectParams parameters) =>
        await Decide(call, parameters.RequestId, static (grain, id) => grain.Reject(id)) is { } request
            ? new NodePairRejectResult { RequestId = parameters.RequestId, NodeId = request.Node.NodeId }
            : GatewayError.Invalid("unknown requestId");

    private Task<TResult?> Decide<TResult>(MethodCall call, string requestId, Func<INodeDirectoryGrain, string, Task<TResult?>> decide)
        where TResult : class =>
        views.AfterEvent<NodePairResolvedEvent, TResult?>(
            call.Tenant,
            resolved => resolved.RequestId == requestId,
            () => decide(call.Grain<INodeDirectoryGrain>(), requestId),
            static result => result is not null);

    private static async ValueTask<GatewayResult<NodePairVerifyResult>> Verify(MethodCall call, NodePairVerifyParams parameters)
    {
        GrainInterfaces.Nodes.PairedNode? node = await call.Grain<INodeDirectoryGrain>().Verify(parameters.NodeId, parameters.Token);
        return new NodePairVerifyResult { Ok = node is not null, Node = node is null ? null : NodePayloads.Of(node, parameters.Token) };
    }

    private static async ValueTask<GatewayResult<NodeRenameResult>> Rename(MethodCall call, NodeRenameParams parameters)
    {
        string name = parameters.DisplayName.Trim();
        if (name.Length == 0)
        {
            return GatewayError.Invalid("displayName required");
        }

        return await call.Grain<INodeDirectoryGrain>().Rename(parameters.NodeId, name)
            ? new NodeRenameResult { NodeId = parameters.NodeId, DisplayName = name }
            : GatewayError.Invalid("unknown nodeId");
    }
}
