using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Nodes;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(NodePairRequestParams))]
[JsonSerializable(typeof(NodePairRequestResult))]
[JsonSerializable(typeof(NodePairRequest))]
[JsonSerializable(typeof(NodePairListResult))]
[JsonSerializable(typeof(PairedNode))]
[JsonSerializable(typeof(NodePairApproveParams))]
[JsonSerializable(typeof(NodePairApproveResult))]
[JsonSerializable(typeof(NodePairRejectParams))]
[JsonSerializable(typeof(NodePairRejectResult))]
[JsonSerializable(typeof(NodePairVerifyParams))]
[JsonSerializable(typeof(NodePairVerifyResult))]
[JsonSerializable(typeof(NodeRenameParams))]
[JsonSerializable(typeof(NodeRenameResult))]
[JsonSerializable(typeof(NodeListResult))]
[JsonSerializable(typeof(NodeInfo))]
[JsonSerializable(typeof(NodeDescribeParams))]
[JsonSerializable(typeof(NodeDescribeResult))]
[JsonSerializable(typeof(NodeInvokeParams))]
[JsonSerializable(typeof(NodeInvokeResult))]
[JsonSerializable(typeof(NodeInvokeResultParams))]
[JsonSerializable(typeof(NodeError))]
[JsonSerializable(typeof(NodeErrorDetails))]
[JsonSerializable(typeof(NodeCommandRefusal))]
[JsonSerializable(typeof(NodeUnreachable))]
[JsonSerializable(typeof(NodeInvokeResultAck))]
[JsonSerializable(typeof(NodeEventParams))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
public sealed partial class NodesJson : JsonSerializerContext;
