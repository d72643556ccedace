using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Setup;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(SetupCreateParams))]
[JsonSerializable(typeof(SetupCreateResult))]
[JsonSerializable(typeof(SetupRevokeParams))]
[JsonSerializable(typeof(SetupRevokeResult))]
public sealed partial class SetupJson : JsonSerializerContext;
