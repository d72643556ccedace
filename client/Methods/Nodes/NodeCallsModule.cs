using System.Text;
using Moltbot.Gateway.Dispatch;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Nodes;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>Commands to nodes and what nodes tell (protocol §5.5).</summary>
internal sealed class NodeCallsModule(NodeInvoking nodes, NodeEvents events) : IMethodModule
{
    private const int DefaultTimeoutMs = 30_000;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(NodesMethods.Invoke, Invoke)
        .Serve(NodesMethods.InvokeResult, Complete)
        .Serve(NodesMethods.Event, Event);

    private async ValueTask<GatewayResult<NodeInvokeResult>> Invoke(MethodCall call, NodeInvokeParams parameters)
    {
        (string nodeId, string command) = (parameters.NodeId.Trim(), parameters.Command.Trim());
        NodeInvokeOutcome outcome = await nodes.Invoke(
            call,
            nodeId,
            command,
            parameters.Params.IsPresent ? parameters.Params.ToString() : null,
            (int)Math.Clamp(parameters.TimeoutMs ?? DefaultTimeoutMs, 1, int.MaxValue),
            parameters.IdempotencyKey);
        return outcome.Ok
            ? new NodeInvokeResult { Ok = true, NodeId = nodeId, Command = command, Payload = NodeInvoking.Payload(outcome), PayloadJson = outcome.PayloadJson }
            : NodeFailures.ErrorOf(command, outcome);
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
