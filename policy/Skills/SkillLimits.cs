namespace Moltbot.Policy.Skills;

/// <summary>How large a skill may be. Arbitrary: the original's largest bundled skill is a tenth of it.</summary>
public static class SkillLimits
{
    /// <summary>Files in a folder.</summary>
    public const int MaxFiles = 100;

    /// <summary>Bytes of a file.</summary>
    public const int MaxFileBytes = 256 * 1024;

    /// <summary>Bytes of a folder: one row of the database holds it, and one frame of the gateway protocol brings it as base64.</summary>
    public const int MaxFolderBytes = 320 * 1024;

    /// <summary>Characters of a path within the folder.</summary>
    public const int MaxPath = 120;

    /// <summary>Characters of a <c>skill.yaml</c> or of a front matter.</summary>
    public const int MaxYaml = 64 * 1024;

    /// <summary>Maps and lists inside each other.</summary>
    public const int MaxYamlDepth = 16;

    /// <summary>Maps, lists and texts of one document.</summary>
    public const int MaxYamlNodes = 5_000;

    /// <summary>Characters of a name.</summary>
    public const int MaxName = 64;

    /// <summary>Characters of a description.</summary>
    public const int MaxDescription = 1_024;
}
