namespace Moltbot.Grains.Agents.Prompts;

/// <summary>The files of a workspace that a prompt tells of, or why they could not be had.</summary>
/// <param name="Files">The files, in the order in which they were asked for.</param>
/// <param name="Problem">Why they could not be had; null where they could.</param>
internal sealed record WorkspaceFiles(IReadOnlyList<WorkspaceFile> Files, string? Problem = null)
{
    /// <summary>They could not be had.</summary>
    public static WorkspaceFiles Unread(string problem) => new([], problem);

    /// <summary>The text of a file; null where there is none, none that could be told, or only a part of it.</summary>
    public string? TextOf(string name) => Files.FirstOrDefault(file => file.Name == name) is { Tail: null } file ? file.Head : null;
}
