using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>Changes a session; null clears.</summary>
public sealed record SessionsPatchParams
{
    /// <summary>The session.</summary>
    public required string Key { get; init; }

    /// <summary>Label, 1 to 64 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText Label { get; init; }

    /// <summary>Thinking level.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText ThinkingLevel { get; init; }

    /// <summary>Verbose level.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText VerboseLevel { get; init; }

    /// <summary>Reasoning level.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText ReasoningLevel { get; init; }

    /// <summary><c>off</c>, <c>tokens</c>, <c>full</c> or <c>on</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText ResponseUsage { get; init; }

    /// <summary>Elevated level.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText ElevatedLevel { get; init; }

    /// <summary><c>sandbox</c>, <c>gateway</c> or <c>node</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText ExecHost { get; init; }

    /// <summary><c>deny</c>, <c>allowlist</c> or <c>full</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText ExecSecurity { get; init; }

    /// <summary><c>off</c>, <c>on-miss</c> or <c>always</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText ExecAsk { get; init; }

    /// <summary>Node that runs commands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText ExecNode { get; init; }

    /// <summary>Model, or the default one to clear the choice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText Model { get; init; }

    /// <summary>Set once, only on subagent sessions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText SpawnedBy { get; init; }

    /// <summary><c>allow</c> or <c>deny</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText SendPolicy { get; init; }

    /// <summary><c>mention</c> or <c>always</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OptionalText GroupActivation { get; init; }
}
