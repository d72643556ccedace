using System.Text;
using System.Text.Json;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Nodes;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>Commands to nodes and what nodes tell (protocol §5.5).</summary>
internal sealed class NodeCallsModule(GatewayOptions options, ITenantViews views, NodeEvents events) : IMethodModule
{
    private const int DefaultTimeoutMs = 30_000;

    // Beyond the node's own time, for the way there and back; then the gateway answers by itself.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public void Register(MethodTableBuilder methods) => methods
        .Serve(NodesMethods.Invoke, Invoke)
        .Serve(NodesMethods.InvokeResult, Complete)
        .Serve(NodesMethods.Event, Event);

    private async ValueTask<GatewayResult<NodeInvokeResult>> Invoke(MethodCall call, NodeInvokeParams parameters)
    {
        var invocation = new NodeInvocation
        {
            InvokeId = Guid.NewGuid().ToString(),
            NodeId = parameters.NodeId.Trim(),
            Command = parameters.Command.Trim(),
            ParamsJson = parameters.Params.IsPresent ? parameters.Params.ToString() : null,
            TimeoutMs = (int)Math.Clamp(parameters.TimeoutMs ?? DefaultTimeoutMs, 1, int.MaxValue),
            IdempotencyKey = parameters.IdempotencyKey,
            GatewayId = options.GatewayId,
        };
        using IEventWait<NodeInvokeCompletedEvent> answer = views.Expect<NodeInvokeCompletedEvent>(
            call.Tenant, completed => completed.InvokeId == invocation.InvokeId && completed.GatewayId == options.GatewayId);
        NodeInvokeOutcome outcome = await call.Grain<INodeRouteGrain>().Invoke(invocation)
            ?? (await answer.Within(TimeSpan.FromMilliseconds(invocation.TimeoutMs) + Grace, call.Aborted))?.Outcome
            ?? new NodeInvokeOutcome { Ok = false, ErrorCode = "TIMEOUT", ErrorMessage = "node invoke timed out" };
        return outcome.Ok ? Answer(invocation, outcome) : NodeFailures.ErrorOf(invocation.Command, outcome);
    }

    private static NodeInvokeResult Answer(NodeInvocation invocation, NodeInvokeOutcome outcome)
    {
        // The text is the node's: only what is JSON goes out as JSON.
        RawJson payload = RawJson.Null;
        if (outcome.PayloadJson is { } json)
        {
            try
            {
                payload = RawJson.Parse(json);
            }
            catch (JsonException)
            {
                payload = RawJson.From(JsonSerializer.SerializeToElement(json, NodeCallsJson.Default.String));
            }
        }

        return new NodeInvokeResult
        {
            Ok = true,
            NodeId = invocation.NodeId,
            Command = invocation.Command,
            Payload = payload,
            PayloadJson = outcome.PayloadJson,
        };
    }

    private static async ValueTask<GatewayResult<NodeInvokeResultAck>> Complete(MethodCall call, NodeInvokeResultParams parameters)
    {
        if (parameters.NodeId != (call.Caller.DeviceId ?? call.Caller.Client.ClientId))
        {
            return GatewayError.Invalid("nodeId mismatch");
        }

        bool known = await call.Grain<INodeRouteGrain>().Complete(parameters.NodeId, parameters.Id, new NodeInvokeOutcome
        {
            Ok = parameters.Ok,
            PayloadJson = parameters.PayloadJson ?? (parameters.Payload.IsPresent ? Encoding.UTF8.GetString(parameters.Payload.Utf8.Span) : null),
            ErrorCode = parameters.Error?.Code,
            ErrorMessage = parameters.Error?.Message,
        });
        return new NodeInvokeResultAck { Ok = true, Ignored = known ? null : true };
    }

    private async ValueTask<GatewayResult<OkResult>> Event(MethodCall call, NodeEventParams parameters)
    {
        RawJson payload = parameters.PayloadJson is { } json ? NodeEvents.Parse(json) : parameters.Payload;
        await events.Take((RequestCall)call, parameters.Event, payload);
        return new OkResult { Ok = true };
    }
}
