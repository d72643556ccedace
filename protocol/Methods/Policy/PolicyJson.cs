using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Policy;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(PolicyExplainParams))]
[JsonSerializable(typeof(PolicyExplainResult))]
[JsonSerializable(typeof(PolicyToolsParams))]
[JsonSerializable(typeof(PolicyToolsResult))]
[JsonSerializable(typeof(PolicyAdmissionParams))]
[JsonSerializable(typeof(PolicyAdmissionResult))]
public sealed partial class PolicyJson : JsonSerializerContext;
