namespace Moltbot.Policy.Skills;

/// <summary>What a skill may be called: it becomes a folder's name, a command and a key of the configuration.</summary>
public static class SkillNames
{
    /// <summary>Why a text is no name; null when it is one.</summary>
    public static string? ProblemOf(string? name) =>
        name is { Length: > 0 and <= SkillLimits.MaxName } && char.IsAsciiLetterOrDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? null
            : $"name has 1 to {SkillLimits.MaxName} of the letters a-z, digits, '-' and '_', and begins with a letter or a digit";

    /// <summary>Whether a text may be the name of a secret that a skill asks for: one of a variable.</summary>
    internal static bool IsVariable(string name) =>
        name.Length is > 0 and <= SkillLimits.MaxName && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');
}
