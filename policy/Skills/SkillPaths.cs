namespace Moltbot.Policy.Skills;

/// <summary>Which paths the files of a skill may have (attack F1): names that mean the same on every system and lead nowhere else.</summary>
internal static class SkillPaths
{
    private const string Allowed = "letters a-z, digits, '.', '_', '-' and '/' between names";

    /// <summary>Why a path cannot be; null when it can.</summary>
    public static string? ProblemOf(string path)
    {
        if (path.Length is 0 or > SkillLimits.MaxPath)
        {
            return $"a path has 1 to {SkillLimits.MaxPath} characters";
        }

        foreach (var name in path.Split('/'))
        {
            if (name.Length == 0 || name[0] == '.' || name[^1] == '.')
            {
                return "a name within a path begins and ends with no '.' and is not empty";
            }

            if (!name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            {
                return $"a path is made of {Allowed}";
            }
        }

        return null;
    }
}
