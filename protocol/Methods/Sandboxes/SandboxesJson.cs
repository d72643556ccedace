using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Sandboxes;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(SandboxListParams))]
[JsonSerializable(typeof(SandboxListResult))]
[JsonSerializable(typeof(SandboxExplainParams))]
[JsonSerializable(typeof(SandboxExplainResult))]
[JsonSerializable(typeof(SandboxRecreateParams))]
public sealed partial class SandboxesJson : JsonSerializerContext;
