namespace Moltbot.Runner.Patches;

/// <summary>A line of a change.</summary>
/// <param name="Mark">A blank where the line stays, <c>-</c> where it goes, <c>+</c> where it comes.</param>
/// <param name="Text">The line, without its mark.</param>
internal readonly record struct PatchLine(char Mark, string Text);
