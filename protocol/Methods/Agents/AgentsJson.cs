using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Agents;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(AgentsListResult))]
[JsonSerializable(typeof(AgentSummary))]
[JsonSerializable(typeof(AgentIdentity))]
[JsonSerializable(typeof(AgentIdentityParams))]
[JsonSerializable(typeof(AgentIdentityResult))]
[JsonSerializable(typeof(AgentParams))]
[JsonSerializable(typeof(AgentAccepted))]
[JsonSerializable(typeof(AgentFinished))]
[JsonSerializable(typeof(AgentRunResult))]
[JsonSerializable(typeof(AgentReply))]
[JsonSerializable(typeof(AgentRunMeta))]
[JsonSerializable(typeof(AgentModelMeta))]
[JsonSerializable(typeof(AgentUsage))]
[JsonSerializable(typeof(AgentWaitParams))]
[JsonSerializable(typeof(AgentWaitResult))]
public sealed partial class AgentsJson : JsonSerializerContext;
