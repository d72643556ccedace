using System.Text;
using Moltbot.Policy.Skills;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>Skills written down in tests.</summary>
internal static class SkillFolders
{
    /// <summary>A file of a folder.</summary>
    public static SkillFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    /// <summary>A folder that has to be readable.</summary>
    public static SkillFolder Of(params SkillFile[] files)
    {
        var (folder, problems) = SkillFolder.Read(files);
        problems.ShouldBeEmpty(string.Join('\n', problems));
        return folder.ShouldNotBeNull();
    }

    /// <summary>Why a folder is none.</summary>
    public static IReadOnlyList<string> Problems(params SkillFile[] files)
    {
        var (folder, problems) = SkillFolder.Read(files);
        folder.ShouldBeNull();
        return [.. problems.Select(static problem => problem.ToString())];
    }

    /// <summary>A skill that a model reads.</summary>
    public static SkillFolder Words(string body, string? metadata = null) =>
        Of(File(SkillFolder.WordsFile, $"---\nname: notes\ndescription: Keeps notes\n{(metadata is null ? "" : $"metadata: {metadata}\n")}---\n{body}"));

    /// <summary>A skill that answers.</summary>
    public static SkillFolder Answers(string yaml) => Of(File(SkillFolder.AnswersFile, yaml));

    /// <summary>What is wrong with a <c>skill.yaml</c>, if anything.</summary>
    public static IReadOnlyList<string> ProblemsOf(string yaml) => [.. SkillFolder.Read([File(SkillFolder.AnswersFile, yaml)]).Problems.Select(static problem => problem.ToString())];

    /// <summary>Why a <c>skill.yaml</c> is none.</summary>
    public static IReadOnlyList<string> Refused(string yaml) => Problems(File(SkillFolder.AnswersFile, yaml));
}
