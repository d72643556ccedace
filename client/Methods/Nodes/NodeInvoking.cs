using System.Text.Json;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.Protocol.Json;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>Sends a command to a node and waits for what it says.</summary>
internal sealed class NodeInvoking(GatewayOptions options, ITenantViews views)
{
    // Beyond the node's own time, for the way there and back; then the gateway answers by itself.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>The outcome, a timeout too.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="nodeId">The node.</param>
    /// <param name="command">The command.</param>
    /// <param name="paramsJson">Its params; null for none.</param>
    /// <param name="timeoutMs">The node's time, milliseconds.</param>
    /// <param name="idempotencyKey">Names the call to the node.</param>
    public async Task<NodeInvokeOutcome> Invoke(MethodCall call, string nodeId, string command, string? paramsJson, int timeoutMs, string idempotencyKey)
    {
        var invocation = new NodeInvocation
        {
            InvokeId = Guid.NewGuid().ToString(),
            NodeId = nodeId,
            Command = command,
            ParamsJson = paramsJson,
            TimeoutMs = timeoutMs,
            IdempotencyKey = idempotencyKey,
            GatewayId = options.GatewayId,
        };
        using IEventWait<NodeInvokeCompletedEvent> answer = views.Expect<NodeInvokeCompletedEvent>(
            call.Tenant, completed => completed.InvokeId == invocation.InvokeId && completed.GatewayId == options.GatewayId);
        return await call.Grain<INodeRouteGrain>().Invoke(invocation)
            ?? (await answer.Within(TimeSpan.FromMilliseconds(invocation.TimeoutMs) + Grace, call.Aborted))?.Outcome
            ?? new NodeInvokeOutcome { Ok = false, ErrorCode = "TIMEOUT", ErrorMessage = "node invoke timed out" };
    }

    /// <summary>What the node answered. The text is the node's: only what is JSON goes out as JSON.</summary>
    public static RawJson Payload(NodeInvokeOutcome outcome)
    {
        if (outcome.PayloadJson is not { } json)
        {
            return RawJson.Null;
        }

        try
        {
            return RawJson.Parse(json);
        }
        catch (JsonException)
        {
            return RawJson.From(JsonSerializer.SerializeToElement(json, NodeCallsJson.Default.String));
        }
    }
}
