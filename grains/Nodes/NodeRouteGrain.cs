using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tenants;
using Moltbot.Grains.Workspaces;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Nodes;

namespace Moltbot.Grains.Nodes;

/// <summary>
/// Which gateway holds which node, in memory: gateways renew what they hold, so a lost activation is whole again within half a
/// minute. An invocation is sent once; what has no answer in time ends as a timeout, never by being sent again.
/// </summary>
internal sealed partial class NodeRouteGrain(ITenantConfigurations configurations, WorkspaceOptions workspaces, TimeProvider time) : TenantGrain(time), INodeRouteGrain
{
    private static readonly TimeSpan EntryLife = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, Route> _routes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Pending> _pending = new(StringComparer.Ordinal);
    private readonly NodeRuns _runs = new(time);

    public async Task Connected(ConnectedNode node)
    {
        if (!node.IsRenewal || !_routes.TryGetValue(node.Node.NodeId, out Route? route)
            || route.Node.ConnectionId == node.ConnectionId || route.Node.ConnectedAt < node.ConnectedAt)
        {
            _routes[node.Node.NodeId] = new Route(node, Time.GetTimestamp());
            await EndLostTools();
        }
    }

    public async Task Disconnected(string nodeId, string connectionId)
    {
        if (!_routes.TryGetValue(nodeId, out Route? route) || route.Node.ConnectionId != connectionId)
        {
            return;
        }

        _routes.Remove(nodeId);
        foreach (string invokeId in _pending.Where(entry => entry.Value.Invocation.NodeId == nodeId).Select(static entry => entry.Key).ToList())
        {
            await End(invokeId, Failed("NOT_CONNECTED", "node disconnected"));
        }
    }

    public Task<IReadOnlyList<ConnectedNode>> List()
    {
        Sweep();
        return Task.FromResult<IReadOnlyList<ConnectedNode>>([.. _routes.Values.Select(static route => route.Node)]);
    }

    public async Task<NodeInvokeOutcome?> Invoke(NodeInvocation invocation)
    {
        Sweep();
        if (!_routes.TryGetValue(invocation.NodeId, out Route? route))
        {
            return Failed("NOT_CONNECTED", "node not connected");
        }

        string command = invocation.Command.Trim();
        NodeRun? run = command == NodeCommands.Run ? NodeRun.Read(invocation.ParamsJson, route.Node.Node.Platform) : null;
        if ((await RefusalOf(command, route.Node.Node) ?? run?.Refusal) is { } reason)
        {
            return NotAllowed(reason);
        }

        if (run is not null)
        {
            string? decision = run.ClaimsApproval ? await DecisionOn(run) : null;
            if (run.ClaimsApproval && decision is null)
            {
                return NotAllowed("a caller does not approve its own run");
            }

            invocation = invocation with { ParamsJson = run.ParamsJson(decision) };
        }

        bool isAgents = CallerContext.Caller is { Role: CallerRole.Grain };
        if (!isAgents)
        {
            // What an agent writes into the params names no session in which the node may speak (E11).
            _runs.Add(invocation);
        }

        if (command is not (NodeCommands.ToolsContext or NodeCommands.ToolsSandboxes or NodeCommands.ToolsWorkspace) && !(isAgents && invocation.GoesOn))
        {
            await Peer<IAuditGrain>().Append([Auditing.Entry("node.invoke:" + invocation.InvokeId, Now, Principal, "node.invoke", invocation.NodeId, ("command", command))]);
        }

        IGrainTimer timer = StartTimer(
            _ => End(invocation.InvokeId, Failed("TIMEOUT", "node invoke timed out")),
            TimeSpan.FromMilliseconds(Math.Clamp(invocation.TimeoutMs, 1, 3_600_000)),
            Timeout.InfiniteTimeSpan,
            keepAlive: true);
        _pending[invocation.InvokeId] = new Pending(invocation, route.Node.Principal, route.Node.ConnectionId, timer);
        if (isAgents)
        {
            // What an agent asked for is told to it alone: no event tells it.
            _waits.Begin(invocation.InvokeId, invocation.IsToldOnce);
        }

        await Peer<ITenantEventsGrain>().Publish(new NodeInvokeRequestedEvent
        {
            GatewayId = route.Node.GatewayId,
            ConnectionId = route.Node.ConnectionId,
            InvokeId = invocation.InvokeId,
            NodeId = invocation.NodeId,
            Command = command,
            ParamsJson = invocation.ParamsJson,
            TimeoutMs = invocation.TimeoutMs,
            IdempotencyKey = invocation.IdempotencyKey,
        });
        return null;
    }

    public async Task<bool> Complete(string nodeId, string invokeId, NodeInvokeOutcome outcome)
    {
        if (!_pending.TryGetValue(invokeId, out Pending? pending) || pending.Invocation.NodeId != nodeId || pending.Principal != Principal)
        {
            return false;
        }

        await End(invokeId, outcome);
        return true;
    }

    public Task<string?> SessionOfRun(string nodeId, string runId, bool isOver) => Task.FromResult(_runs.SessionOf(nodeId, runId, isOver));

    /// <summary>What people decided about exactly this run when its caller asked them; worth one run, and null when there is nothing left of it.</summary>
    private async Task<string?> DecisionOn(NodeRun run)
    {
        foreach (string text in run.Texts)
        {
            var asked = new ApprovalRequest { Command = text, Cwd = run.Cwd, Host = "node", AgentId = run.AgentId, SessionKey = run.SessionKey };
            foreach (string id in await Peer<IApprovalQueueGrain>().GrantsFor(asked.Run()))
            {
                if (await Peer<IApprovalGrain>(GrainKey.ForBucket(Tenant, id)).RedeemOwn(asked, Principal) is { } decision)
                {
                    return decision;
                }
            }
        }

        return null;
    }

    private async ValueTask<string?> RefusalOf(string command, NodeDescription node)
    {
        bool isAdmin = CallerContext.Caller is { } caller && (caller.Role == CallerRole.Grain || caller.Scopes.Contains(Scope.Admin));
        bool isAgents = CallerContext.Caller is { Role: CallerRole.Grain };
        if ((NodeCommands.NeedsAdmin(command) && !isAdmin) || (NodeCommands.IsForTools(command) && !isAgents))
        {
            return "command not allowlisted";
        }

        return NodeCommands.RefusalOf(command, node.Commands, await AllowedOf(node));
    }

    /// <summary>What the configuration allows now: a command denied since the node connected is denied.</summary>
    private async ValueTask<IReadOnlyList<string>> AllowedOf(NodeDescription node)
    {
        GatewayNodesConfig nodes = (await configurations.Get(Tenant)).Document.Gateway.Nodes;
        return NodeCommands.Allowed(NodePlatforms.Parse(node.Platform, node.DeviceFamily), nodes.AllowCommands, nodes.DenyCommands);
    }

    private async Task End(string invokeId, NodeInvokeOutcome outcome)
    {
        if (_pending.Remove(invokeId, out Pending? pending))
        {
            pending.Timer.Dispose();
            if (_waits.End(invokeId, outcome))
            {
                return;
            }

            await Peer<ITenantEventsGrain>().Publish(new NodeInvokeCompletedEvent
            {
                GatewayId = pending.Invocation.GatewayId,
                InvokeId = invokeId,
                Outcome = outcome,
            });
        }
    }

    private void Sweep()
    {
        foreach (string nodeId in _routes.Where(entry => Time.GetElapsedTime(entry.Value.RenewedAt) > EntryLife).Select(static entry => entry.Key).ToList())
        {
            _routes.Remove(nodeId);
        }

        _waits.Sweep();
    }

    private static NodeInvokeOutcome Failed(string code, string message) => new() { Ok = false, ErrorCode = code, ErrorMessage = message };

    private static NodeInvokeOutcome NotAllowed(string reason) =>
        new() { Ok = false, ErrorCode = "NOT_ALLOWED", ErrorMessage = "node command not allowed", Reason = reason };

    private sealed record Route(ConnectedNode Node, long RenewedAt);

    private sealed record Pending(NodeInvocation Invocation, string Principal, string ConnectionId, IGrainTimer Timer);
}
