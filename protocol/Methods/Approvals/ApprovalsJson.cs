using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Approvals;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(ExecApprovalRequestParams))]
[JsonSerializable(typeof(ExecApprovalRequestResult))]
[JsonSerializable(typeof(ExecApprovalResolveParams))]
[JsonSerializable(typeof(ExecApprovalsSnapshot))]
[JsonSerializable(typeof(ExecApprovalsSetParams))]
[JsonSerializable(typeof(ExecApprovalsNodeGetParams))]
[JsonSerializable(typeof(ExecApprovalsNodeSetParams))]
[JsonSerializable(typeof(RawJson))]
public sealed partial class ApprovalsJson : JsonSerializerContext;
