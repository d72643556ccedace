using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Config;

/// <summary>The configuration as it is.</summary>
public sealed record ConfigGetResult
{
    /// <summary>Where it is stored.</summary>
    public required string Path { get; init; }

    /// <summary>Whether there is one.</summary>
    public required bool Exists { get; init; }

    /// <summary>Its text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Raw { get; init; }

    /// <summary>Its value as written.</summary>
    public required RawJson Parsed { get; init; }

    /// <summary>Whether it may be used.</summary>
    public required bool Valid { get; init; }

    /// <summary>Its value with defaults.</summary>
    public required RawJson Config { get; init; }

    /// <summary>SHA-256 of the text, hex.</summary>
    public string? Hash { get; init; }

    /// <summary>What makes it invalid.</summary>
    public required IReadOnlyList<ConfigIssue> Issues { get; init; }

    /// <summary>What is odd.</summary>
    public required IReadOnlyList<ConfigIssue> Warnings { get; init; }

    /// <summary>What is outdated.</summary>
    public required IReadOnlyList<ConfigIssue> LegacyIssues { get; init; }
}
