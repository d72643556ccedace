using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Tasks;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(TaskAddParams))]
[JsonSerializable(typeof(TaskAddResult))]
[JsonSerializable(typeof(TaskIdParams))]
[JsonSerializable(typeof(TaskResult))]
[JsonSerializable(typeof(TaskListParams))]
[JsonSerializable(typeof(TaskListResult))]
[JsonSerializable(typeof(TaskChangeResult))]
[JsonSerializable(typeof(TaskStatsResult))]
public sealed partial class TasksJson : JsonSerializerContext;
