namespace Moltbot.Runner.Patches;

/// <summary>What a patch does with one file.</summary>
/// <param name="Kind">Whether it is made, changed or deleted.</param>
/// <param name="Path">The file, as the patch names it.</param>
internal sealed record FilePatch(FilePatchKind Kind, string Path)
{
    /// <summary>Where the changed file goes, as the patch names it; null when it stays.</summary>
    public string? MoveTo { get; init; }

    /// <summary>The whole text of a file that is made.</summary>
    public string Text { get; init; } = "";

    /// <summary>The changes, from the top of the file to its end.</summary>
    public IReadOnlyList<PatchHunk> Hunks { get; init; } = [];
}
