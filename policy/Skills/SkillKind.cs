namespace Moltbot.Policy.Skills;

/// <summary>What a skill is.</summary>
public enum SkillKind
{
    /// <summary><c>SKILL.md</c>: words that a model reads.</summary>
    Words,

    /// <summary><c>skill.yaml</c>: triggers and actions that answer without a model.</summary>
    Answers,
}
