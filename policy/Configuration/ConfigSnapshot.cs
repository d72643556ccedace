using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration;

/// <summary>
/// The outcome of loading: what was read, and the document if it is valid. An invalid text has no document; who holds an
/// older valid one keeps it, who has none refuses to start. It never means "all defaults".
/// </summary>
public sealed record ConfigSnapshot
{
    /// <summary>Where the text came from.</summary>
    public required string Path { get; init; }

    /// <summary>Whether anything was stored.</summary>
    public required bool Exists { get; init; }

    /// <summary>The text as stored; null when nothing was.</summary>
    public required string? Raw { get; init; }

    /// <summary>The parsed text before includes, variables and defaults; null when it does not parse.</summary>
    public required JsonNode? Parsed { get; init; }

    /// <summary>Whether <see cref="Config"/> can be used.</summary>
    public bool Valid => Config is not null;

    /// <summary>The document with defaults; null when invalid.</summary>
    public required ConfigDocument? Config { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the text; of the empty text when nothing was stored.</summary>
    public required string Hash { get; init; }

    /// <summary>Why the document is refused; empty when valid.</summary>
    public required IReadOnlyList<ConfigIssue> Issues { get; init; }

    /// <summary>What is accepted but probably not meant.</summary>
    public required IReadOnlyList<ConfigIssue> Warnings { get; init; }

    /// <summary>Keys of older versions, each with the key that replaced it.</summary>
    public required IReadOnlyList<ConfigIssue> LegacyIssues { get; init; }

    /// <summary>Variables the document's <c>env</c> block adds to the environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Names in lists of senders; of a text whose variables could not be replaced, as written.</summary>
    internal IReadOnlyList<ListedNames.Name> Names { get; init; } = [];
}
