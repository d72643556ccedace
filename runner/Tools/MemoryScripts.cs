using System.Globalization;
using System.Text;
using Moltbot.Policy.Workspaces;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Tools;

/// <summary>Lists and reads an agent's memory inside of a sandbox. No link is followed, no pipe waited for, and of nothing more is read than it had when it was listed.</summary>
internal static class MemoryScripts
{
    /// <summary>Most files of one search, the youngest.</summary>
    public const int MaxFiles = 500;

    /// <summary>Bytes of the largest file that is searched.</summary>
    public const int MaxFileBytes = 1 << 20;

    /// <summary>Bytes of all that is searched.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Most units that one line of a list has: its numbers and its name.</summary>
    private const int MaxLine = MemoryFiles.MaxPath + 64;

    /// <summary>Names with control characters are left out, so that a line is a file; a folder of more files than anybody keeps is not looked through to its end.</summary>
    private const string ListText = """
        exec 2>/dev/null
        cd "$1" || exit 0
        /usr/bin/find -P MEMORY.md -maxdepth 0 -type f -printf '%s %p\n'
        /usr/bin/find -P memory -mindepth 1 -maxdepth 16 -type f -name '*.md' ! -path '*[[:cntrl:]]*' -printf '%T@ %s %p\n' |
          /usr/bin/head -n 20000 | /usr/bin/sort -rn | /usr/bin/head -n "$2" | /usr/bin/cut -d ' ' -f 2- | /usr/bin/cut -c "1-$3"
        exit 0
        """;

    /// <summary>Of each size and name a line: what there is of so many bytes, as base64.</summary>
    private const string ReadText = """
        exec 2>/dev/null
        cd "$1" || exit 0
        shift
        while [ $# -gt 1 ]; do
          if [ ! -L "$2" ] && [ -f "$2" ]; then
            /usr/bin/dd if="$2" bs=65536 "iflag=nofollow,nonblock,fullblock,count_bytes" count="$1" | /usr/bin/base64 -w 0
          fi
          printf '\n'
          shift 2
        done
        exit 0
        """;

    /// <summary>Where the memory is that a sandbox sees: in the agent's workspace, in a sandbox without it in its own folder.</summary>
    public static string RootOf(SandboxPlace place) => place.Agent is null ? SandboxPlace.WorkspacePath : SandboxPlace.AgentPath;

    /// <summary>The command that lists: one more than are read, so that it is known whether there are any.</summary>
    public static IReadOnlyList<string> List(string root) => FileScripts.Command(ListText, root, Number(MaxFiles + 1), Number(MaxLine));

    /// <summary>Most characters of a list.</summary>
    public static int ListRoom => (MaxFiles + 2) * (MaxLine + 1);

    /// <summary>Reads a list: the files of memory with their sizes, MEMORY.md first; what is none is left out.</summary>
    public static IReadOnlyList<(string Path, long Bytes)> Listed(string output)
    {
        var files = new List<(string, long)>();
        foreach (var line in output.Split('\n'))
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            if (blank > 0 && long.TryParse(line.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && MemoryFiles.Include(line[(blank + 1)..]))
            {
                files.Add((line[(blank + 1)..], bytes));
            }
        }

        return files;
    }

    /// <summary>The command that reads files.</summary>
    public static IReadOnlyList<string> Read(string root, IReadOnlyList<(string Path, long Bytes)> files) =>
        FileScripts.Command(ReadText, [root, .. files.SelectMany(static file => new[] { Number(file.Bytes), file.Path })]);

    /// <summary>Most characters of what was read.</summary>
    public static int ReadRoom(IReadOnlyList<(string Path, long Bytes)> files) => (int)files.Sum(static file => (file.Bytes * 4 / 3) + 8);

    /// <summary>The texts, one for each file and null where it is none; null for what the command cannot have printed.</summary>
    public static IReadOnlyList<string?>? Texts(string output, int files)
    {
        var lines = output.Split('\n');
        return lines.Length == files + 1 ? [.. lines.Take(files).Select(TextOf)] : null;
    }

    private static string? TextOf(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var count))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, count).TrimStart('\ufeff');
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
