using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Writing;

/// <summary>
/// A snapshot as it may be shown (<c>config.get</c>). The text is written anew from its masked tree when it has secrets:
/// comments could hold some too, and nobody can tell.
/// </summary>
public sealed record MaskedSnapshot
{
    public required string Path { get; init; }

    public required bool Exists { get; init; }

    public required string? Raw { get; init; }

    public required JsonNode? Parsed { get; init; }

    public required bool Valid { get; init; }

    /// <summary>The loaded document; empty when invalid.</summary>
    public required JsonNode? Config { get; init; }

    /// <summary>The hash of the stored text, not of <see cref="Raw"/>: writers present it.</summary>
    public required string Hash { get; init; }

    public required IReadOnlyList<ConfigIssue> Issues { get; init; }

    public required IReadOnlyList<ConfigIssue> Warnings { get; init; }

    public required IReadOnlyList<ConfigIssue> LegacyIssues { get; init; }

    public static MaskedSnapshot Of(ConfigSnapshot snapshot)
    {
        var parsed = SecretMask.Apply(snapshot.Parsed) ?? new JsonObject();
        return new MaskedSnapshot
        {
            Path = snapshot.Path,
            Exists = snapshot.Exists,
            Raw = MaskedText(snapshot, parsed),
            Parsed = parsed,
            Valid = snapshot.Valid,
            Config = snapshot.Config is { } config ? SecretMask.Apply(config.Root) : new JsonObject(),
            Hash = snapshot.Hash,
            Issues = snapshot.Issues,
            Warnings = snapshot.Warnings,
            LegacyIssues = snapshot.LegacyIssues,
        };
    }

    private static string? MaskedText(ConfigSnapshot snapshot, JsonNode masked)
    {
        if (snapshot.Raw is null)
            return null;
        // What does not parse may hold secrets anywhere.
        if (snapshot.Parsed is null)
            return "";
        return JsonNode.DeepEquals(masked, snapshot.Parsed) && !SecretKeys.MayHideInComments(snapshot.Raw) ? snapshot.Raw : ConfigText.Write(masked);
    }
}
