using Moltbot.Policy.Skills;

namespace Moltbot.Cli.Local;

/// <summary>Reads a skill's folder of this machine.</summary>
internal static class SkillFiles
{
    /// <summary>
    /// The files of a folder. What a link points to is not the folder's, and what begins with a dot belongs to tools such as git: neither is
    /// taken, and both are named.
    /// </summary>
    /// <param name="folder">The folder, or the file of a skill that is one file.</param>
    /// <param name="leftOut">Told what is not taken.</param>
    /// <exception cref="CliException">There is no such folder, it cannot be read, or it is larger than a skill may be.</exception>
    public static IReadOnlyList<SkillFile> Read(string folder, Action<string> leftOut)
    {
        try
        {
            if (File.Exists(folder))
            {
                var name = Path.GetFileName(folder);
                return name is SkillFolder.AnswersFile or SkillFolder.WordsFile
                    ? [new SkillFile(name, ReadFile(new FileInfo(folder)))]
                    : throw CliException.Usage($"a skill is a folder, or a file called {SkillFolder.AnswersFile} or {SkillFolder.WordsFile}");
            }

            if (!Directory.Exists(folder))
            {
                throw CliException.Usage($"there is no folder {folder}");
            }

            var files = new List<SkillFile>();
            Take(new DirectoryInfo(folder), "", files, leftOut);
            return files;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Failed, $"{folder} cannot be read: {error.Message}");
        }
    }

    private static void Take(DirectoryInfo folder, string prefix, List<SkillFile> files, Action<string> leftOut)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(static entry => entry.Name, StringComparer.Ordinal))
        {
            var path = prefix + entry.Name;
            if (entry.LinkTarget is not null || entry.Name.StartsWith('.'))
            {
                leftOut(path);
            }
            else if (entry is DirectoryInfo inner)
            {
                Take(inner, path + "/", files, leftOut);
            }
            else if (files.Count > SkillLimits.MaxFiles)
            {
                throw new CliException(ExitCodes.Failed, $"a skill has at most {SkillLimits.MaxFiles} files");
            }
            else
            {
                files.Add(new SkillFile(path, ReadFile((FileInfo)entry)));
            }
        }
    }

    private static byte[] ReadFile(FileInfo file) => file.Length <= SkillLimits.MaxFileBytes
        ? File.ReadAllBytes(file.FullName)
        : throw new CliException(ExitCodes.Failed, $"{file.Name} has {file.Length} bytes; a file of a skill has at most {SkillLimits.MaxFileBytes}");
}
