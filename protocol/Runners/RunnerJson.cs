using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Runners;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(ToolRunParams))]
[JsonSerializable(typeof(ToolCancelParams))]
[JsonSerializable(typeof(ToolReleaseParams))]
[JsonSerializable(typeof(ToolRunResult))]
[JsonSerializable(typeof(ToolSandboxesParams))]
[JsonSerializable(typeof(ToolSandboxesResult))]
[JsonSerializable(typeof(ToolMcpServer))]
[JsonSerializable(typeof(ToolWorkspaceParams))]
[JsonSerializable(typeof(ToolWorkspaceResult))]
[JsonSerializable(typeof(List<ToolWorkspaceFile>))]
public sealed partial class RunnerJson : JsonSerializerContext;
