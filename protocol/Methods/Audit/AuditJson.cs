using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Audit;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(AuditTailParams))]
[JsonSerializable(typeof(AuditTailResult))]
[JsonSerializable(typeof(AuditVerifyResult))]
public sealed partial class AuditJson : JsonSerializerContext;
