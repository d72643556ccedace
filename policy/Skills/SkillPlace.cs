namespace Moltbot.Policy.Skills;

/// <summary>Where skills would be used: what is there.</summary>
/// <param name="Systems">The systems of the runners that are connected, as the original names them (<c>linux</c>, <c>darwin</c>, <c>win32</c>).</param>
/// <param name="HasProgram">Whether one of them has a program.</param>
public sealed record SkillPlace(IReadOnlyCollection<string> Systems, Func<string, bool> HasProgram)
{
    /// <summary>The runners there are. None tells which programs it has, so none counts as there; skills that are always there do without.</summary>
    public static SkillPlace Runners { get; } = new(["linux"], static _ => false);
}
