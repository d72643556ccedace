using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Methods.Status;

/// <summary>A session as <c>status</c> shows it.</summary>
public sealed record StatusSession
{
    /// <summary>Its agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary><c>direct</c>, <c>group</c>, <c>global</c> or <c>unknown</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of its transcript.</summary>
    public string? SessionId { get; init; }

    /// <summary>Epoch milliseconds of its last turn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? UpdatedAt { get; init; }

    /// <summary>Milliseconds since.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? Age { get; init; }

    /// <summary>Thinking level.</summary>
    public string? ThinkingLevel { get; init; }

    /// <summary>Verbose level.</summary>
    public string? VerboseLevel { get; init; }

    /// <summary>Reasoning level.</summary>
    public string? ReasoningLevel { get; init; }

    /// <summary>Elevated level.</summary>
    public string? ElevatedLevel { get; init; }

    /// <summary>Whether the system prompt was sent.</summary>
    public bool? SystemSent { get; init; }

    /// <summary>Whether the last run was aborted.</summary>
    public bool? AbortedLastRun { get; init; }

    /// <summary>Tokens in.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens out.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Tokens of the last context.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? TotalTokens { get; init; }

    /// <summary>Tokens left in the context.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? RemainingTokens { get; init; }

    /// <summary>Percent of the context used.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? PercentUsed { get; init; }

    /// <summary>Model.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Model { get; init; }

    /// <summary>Context window.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? ContextTokens { get; init; }

    /// <summary>Levels in short, for display.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
}
