namespace Moltbot.Policy.Configuration.Writing;

/// <summary>The outcome of an edit: the text to store and what it loads to, or why not.</summary>
public sealed record ConfigEdit
{
    /// <summary>The new text; null when the edit was refused.</summary>
    public string? Raw { get; init; }

    /// <summary>The new text, loaded; null when the edit was refused before it came to that.</summary>
    public ConfigSnapshot? Snapshot { get; init; }

    /// <summary>Why it was refused, as clients know it; null when it was not.</summary>
    public string? Error { get; init; }

    /// <summary>The details of <c>invalid config</c>.</summary>
    public IReadOnlyList<ConfigIssue> Issues { get; init; } = [];

    public bool Succeeded => Error is null;

    internal static ConfigEdit Refused(string error, IReadOnlyList<ConfigIssue>? issues = null) => new() { Error = error, Issues = issues ?? [] };
}
