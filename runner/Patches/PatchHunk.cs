namespace Moltbot.Runner.Patches;

/// <summary>One change in a file.</summary>
/// <param name="Number">Which it is of its file's, from 1; errors name it.</param>
/// <param name="Anchors">Lines to look for, one behind the other; the change is somewhere below the last of them.</param>
/// <param name="Lines">The lines that are there, with those that go and those that come.</param>
/// <param name="IsAtEnd">Whether it is at the end of the file.</param>
internal sealed record PatchHunk(int Number, IReadOnlyList<string> Anchors, IReadOnlyList<PatchLine> Lines, bool IsAtEnd);
