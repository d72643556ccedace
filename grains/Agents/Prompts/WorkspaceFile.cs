namespace Moltbot.Grains.Agents.Prompts;

/// <summary>A file of a workspace as a prompt tells of it.</summary>
/// <param name="Name">Its name.</param>
internal sealed record WorkspaceFile(string Name)
{
    /// <summary>Its text, or the beginning of what is too long; null where there is none, or none that could be told.</summary>
    public string? Head { get; init; }

    /// <summary>The end of what is too long; null where nothing is left out.</summary>
    public string? Tail { get; init; }

    /// <summary>How long it is, bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Why nothing is told of it, though it is there; null where something is, and where there is none.</summary>
    public string? Problem { get; init; }

    /// <summary>Names what is told of it, as the runner said; empty where nothing is.</summary>
    public string Hash { get; init; } = "";
}
