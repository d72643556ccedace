using System.Text.RegularExpressions;

namespace Moltbot.Runner.Workspaces;

/// <summary>Where file systems are mounted, as this process sees it.</summary>
internal static partial class MountPoints
{
    private const int PathField = 4;

    /// <summary>Whether one is mounted on a folder or below it.</summary>
    /// <param name="folder">A folder whose name no other has; what leads to it may be written otherwise than the kernel does.</param>
    /// <exception cref="IOException">Nobody can tell.</exception>
    public static bool AreIn(string folder) => AreIn(Path.GetFileName(folder), File.ReadLines("/proc/self/mountinfo"));

    /// <summary>The same by the lines of <c>mountinfo</c> (proc(5)).</summary>
    internal static bool AreIn(string name, IEnumerable<string> lines) => lines
        .Select(static line => line.Split(' '))
        .Any(fields => fields.Length > PathField && Octal().Replace(fields[PathField], static code => ((char)Convert.ToInt32(code.Value[1..], 8)).ToString()).Split('/').Contains(name, StringComparer.Ordinal));

    [GeneratedRegex(@"\\[0-7]{3}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Octal();
}
