using Moltbot.GrainInterfaces.Nodes;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Nodes;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>How a failed invocation is told.</summary>
internal static class NodeFailures
{
    public static GatewayError ErrorOf(string command, NodeInvokeOutcome outcome) => outcome.ErrorCode switch
    {
        "NOT_CONNECTED" => GatewayError.Unavailable("node not connected")
            .With(RawJson.From(new NodeUnreachable { Code = "NOT_CONNECTED" }, NodesJson.Default.NodeUnreachable)),
        "NOT_ALLOWED" => GatewayError.Invalid("node command not allowed").With(RawJson.From(
            new NodeCommandRefusal { Reason = outcome.Reason ?? "command not allowlisted", Command = command },
            NodesJson.Default.NodeCommandRefusal)),
        _ => GatewayError.Unavailable(outcome.ErrorMessage is { Length: > 0 } message ? message : "node invoke failed").With(RawJson.From(
            new NodeErrorDetails { NodeError = new NodeError { Code = outcome.ErrorCode, Message = outcome.ErrorMessage } },
            NodesJson.Default.NodeErrorDetails)),
    };
}
