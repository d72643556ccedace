using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Cron;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(CronListParams))]
[JsonSerializable(typeof(CronListResult))]
[JsonSerializable(typeof(CronStatusResult))]
[JsonSerializable(typeof(CronJobParams))]
[JsonSerializable(typeof(CronRemoveResult))]
[JsonSerializable(typeof(CronRunResult))]
[JsonSerializable(typeof(CronRunLine))]
[JsonSerializable(typeof(CronRunsResult))]
[JsonSerializable(typeof(WakeParams))]
[JsonSerializable(typeof(RawJson))]
public sealed partial class CronJson : JsonSerializerContext;
