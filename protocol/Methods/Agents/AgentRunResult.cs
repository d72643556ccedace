using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Agents;

/// <summary>What came of a run.</summary>
public sealed record AgentRunResult
{
    /// <summary>The replies.</summary>
    public required IReadOnlyList<AgentReply> Payloads { get; init; }

    /// <summary>Duration, model, usage.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Meta { get; init; }
}
