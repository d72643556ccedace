namespace Moltbot.Protocol.Methods.Skills;

/// <summary>Result of <c>skills.bins</c>.</summary>
public sealed record SkillsBinsResult
{
    /// <summary>The programs that approved skills name, in order.</summary>
    public required IReadOnlyList<string> Bins { get; init; }
}
