using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Events;

/// <summary>Data of the <c>tool</c> stream.</summary>
public sealed record AgentToolStep
{
    /// <summary><c>start</c>, <c>update</c> or <c>result</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>The tool.</summary>
    public required string Name { get; init; }

    /// <summary>The call.</summary>
    public required string ToolCallId { get; init; }

    /// <summary>Its arguments.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Args { get; init; }

    /// <summary>What it has so far.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson PartialResult { get; init; }

    /// <summary>A line for people.</summary>
    public string? Meta { get; init; }

    /// <summary>Whether it failed.</summary>
    public bool? IsError { get; init; }

    /// <summary>What it gave.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Result { get; init; }
}
