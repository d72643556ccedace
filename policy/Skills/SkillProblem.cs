namespace Moltbot.Policy.Skills;

/// <summary>Why a skill cannot be taken, for the person who writes it.</summary>
/// <param name="File">The file's path within the skill's folder; empty when the folder itself is meant.</param>
/// <param name="Line">From 1; 0 when no line is meant.</param>
/// <param name="Text">What is wrong and what is allowed.</param>
public sealed record SkillProblem(string File, int Line, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => File.Length == 0 ? Text : Line > 0 ? $"{File}:{Line}: {Text}" : $"{File}: {Text}";
}
