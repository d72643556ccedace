using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Config;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(ConfigGetResult))]
[JsonSerializable(typeof(ConfigIssue))]
[JsonSerializable(typeof(ConfigIssues))]
[JsonSerializable(typeof(ConfigSetParams))]
[JsonSerializable(typeof(ConfigSetResult))]
[JsonSerializable(typeof(ConfigPatchParams))]
[JsonSerializable(typeof(ConfigApplyParams))]
[JsonSerializable(typeof(ConfigApplyResult))]
[JsonSerializable(typeof(ConfigRestart))]
[JsonSerializable(typeof(ConfigSentinel))]
[JsonSerializable(typeof(ConfigSchemaResult))]
[JsonSerializable(typeof(ConfigUiHint))]
public sealed partial class ConfigJson : JsonSerializerContext;
