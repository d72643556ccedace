using System.Text.Json.Serialization;

namespace Moltbot.Protocol.Events;

/// <summary>A command that waits for an approval; what is unknown is null.</summary>
public sealed record ExecApprovalRequest
{
    /// <summary>As it will run.</summary>
    public required string Command { get; init; }

    /// <summary>Working directory.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Cwd { get; init; }

    /// <summary>Where it runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Host { get; init; }

    /// <summary>Policy in force.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Security { get; init; }

    /// <summary>When to ask.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Ask { get; init; }

    /// <summary>Agent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? AgentId { get; init; }

    /// <summary>Program.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ResolvedPath { get; init; }

    /// <summary>Session.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? SessionKey { get; init; }
}
