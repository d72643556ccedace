namespace Moltbot.Policy.Skills;

/// <summary>Where skills would be used: what is there.</summary>
/// <param name="Systems">The systems of the runners that are connected, as the original names them (<c>linux</c>, <c>darwin</c>, <c>win32</c>).</param>
/// <param name="HasProgram">Whether one of them has a program.</param>
public sealed record SkillPlace(IReadOnlyCollection<string> Systems, Func<string, bool> HasProgram);
