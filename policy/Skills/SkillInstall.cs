using System.Text.Json.Nodes;

namespace Moltbot.Policy.Skills;

/// <summary>A way to get what a skill requires.</summary>
public sealed record SkillInstall
{
    private static readonly string[] Kinds = ["brew", "node", "go", "uv", "download"];

    /// <summary>brew, node, go, uv or download.</summary>
    public required string Kind { get; init; }

    /// <summary>Its id within the skill.</summary>
    public string? Id { get; init; }

    /// <summary>For a person.</summary>
    public string? Label { get; init; }

    /// <summary>Programs that it brings.</summary>
    public IReadOnlyList<string> Bins { get; init; } = [];

    /// <summary>Of brew.</summary>
    public string? Formula { get; init; }

    /// <summary>Of node and uv.</summary>
    public string? Package { get; init; }

    /// <summary>Of go.</summary>
    public string? Module { get; init; }

    /// <summary>Of a download.</summary>
    public string? Url { get; init; }

    /// <summary>Reads one; null for a kind that there is none of.</summary>
    internal static SkillInstall? Read(JsonObject way) =>
        (SkillMetadata.Text(way, "kind") ?? SkillMetadata.Text(way, "type"))?.ToLowerInvariant() is { } kind && Kinds.Contains(kind, StringComparer.Ordinal)
            ? new SkillInstall
            {
                Kind = kind,
                Id = SkillMetadata.Text(way, "id"),
                Label = SkillMetadata.Text(way, "label"),
                Bins = SkillMetadata.Texts(way, "bins"),
                Formula = SkillMetadata.Text(way, "formula"),
                Package = SkillMetadata.Text(way, "package"),
                Module = SkillMetadata.Text(way, "module"),
                Url = SkillMetadata.Text(way, "url"),
            }
            : null;
}
