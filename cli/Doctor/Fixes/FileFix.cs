using Moltbot.Cli.Doctor.Files;

namespace Moltbot.Cli.Doctor.Fixes;

/// <summary>Takes others' rights away from files and folders that are their owner's alone; gives none. Links are left as they are.</summary>
internal static class FileFix
{
    /// <summary>Mends one.</summary>
    public static FileFixResult Apply(SensitivePath path)
    {
        try
        {
            if (new FileInfo(path.Path).LinkTarget is not null)
            {
                return new FileFixResult(path, path.Mode, Skipped: "symlink");
            }

            var current = File.GetUnixFileMode(path.Path);
            var wanted = current & path.Mode;
            if (current == wanted)
            {
                return new FileFixResult(path, wanted, Skipped: "already");
            }

            File.SetUnixFileMode(path.Path, wanted);
            return new FileFixResult(path, wanted);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new FileFixResult(path, path.Mode, Error: problem.Message);
        }
    }
}
