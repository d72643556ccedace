using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// How a workspace is listed, read and written inside of a sandbox that has nothing else in it. A path is an argument that begins with "./", or stands behind a
/// nought byte; what a program swaps for a link meanwhile leads to something of this sandbox.
/// </summary>
internal static class WorkspaceScripts
{
    /// <summary>Prints of each file, of each folder with nothing in it and of whatever else there is: kind, bytes, mode, inode, times and path; then how the search ended: most of them.</summary>
    private const string ListText = """
        exec 2>/dev/null
        cd /workspace || exit 44
        { /usr/bin/find -P . -mindepth 1 \( ! -type d -o -empty \) -printf '%y %s %m %i %T@ %C@ %P\0'; printf '! %s\0' "$?"; } | /usr/bin/head -z -n "$1"
        """;

    /// <summary>Prints the hash of each small file that it reads the path of.</summary>
    private const string HashText = """
        exec 2>/dev/null
        cd /workspace || exit 44
        /usr/bin/xargs -0 -r /usr/bin/sha256sum -z -b --
        exit 0
        """;

    /// <summary>Prints the path and the hash of each part of each large one: bytes of a part.</summary>
    private const string HashPartsText = """
        exec 2>/dev/null
        cd /workspace || exit 44
        /usr/bin/xargs -0 -r -n 1 /bin/sh -c 'printf "%s\0" "$2"; /usr/bin/split -b "$1" --filter=/usr/bin/sha256sum -- "$2"; printf "\0"; exit 0' sh "$1"
        exit 0
        """;

    /// <summary>Of each path and part a line: its content as base64, or "-": bytes of a part first.</summary>
    private const string ReadText = """
        exec 2>/dev/null
        cd /workspace || exit 44
        b=$1
        shift
        while [ $# -ge 2 ]; do
          if [ ! -L "./$1" ] && [ -f "./$1" ]; then
            /usr/bin/dd if="./$1" bs="$b" iflag=nofollow,nonblock,fullblock skip="$2" count=1 | /usr/bin/base64 -w 0
          else
            printf -
          fi
          printf '\n'
          shift 2
        done
        """;

    /// <summary>Removes what it reads the paths of, and the folders that have nothing in them then.</summary>
    private const string DropText = """
        exec 2>/dev/null
        cd /workspace || exit 44
        /usr/bin/find -P . -mindepth 1 -type d ! -perm -700 -exec /usr/bin/chmod u+rwx {} \;
        /usr/bin/xargs -0 -r /usr/bin/rm -rf -- || exit 44
        /usr/bin/find -P . -mindepth 1 -type d -empty -delete
        """;

    private const string DropAllText = """
        exec 2>/dev/null
        cd /workspace || exit 44
        /usr/bin/find -P . -mindepth 1 -type d ! -perm -700 -exec /usr/bin/chmod u+rwx {} \;
        /usr/bin/find -P . -mindepth 1 -delete || exit 44
        """;

    /// <summary>Writes parts of files, whose bytes it reads one behind the other: path, kind, bytes and number of each.</summary>
    private const string PutText = """
        exec 2>/dev/null
        umask 022
        cd /workspace || exit 44
        while [ $# -ge 4 ]; do
          f=./$1
          if [ "$2" = folder ]; then
            /usr/bin/mkdir -p -- "$f" || exit 44
          else
            d=${f%/*}
            [ -d "$d" ] || /usr/bin/mkdir -p -- "$d" || exit 44
            if [ "$4" = 0 ]; then
              if [ -e "$f" ] || [ -L "$f" ]; then /usr/bin/rm -rf -- "$f" || exit 44; fi
            fi
            /usr/bin/dd bs=65536 iflag=fullblock,count_bytes count="$3" >>"$f" || exit 44
            [ "$2" != executable ] || /usr/bin/chmod 755 -- "$f" || exit 44
          fi
          shift 4
        done
        """;

    public static IReadOnlyList<string> List(int most) => FileScripts.Command(ListText, Number(most));

    public static IReadOnlyList<string> Hash { get; } = FileScripts.Command(HashText);

    public static IReadOnlyList<string> HashParts(int bytes) => FileScripts.Command(HashPartsText, Number(bytes));

    public static IReadOnlyList<string> Read(int bytes, IEnumerable<(string Path, int Part)> parts) =>
        FileScripts.Command(ReadText, [Number(bytes), .. parts.SelectMany(static part => new[] { part.Path, Number(part.Part) })]);

    public static IReadOnlyList<string> Drop { get; } = FileScripts.Command(DropText);

    public static IReadOnlyList<string> DropAll { get; } = FileScripts.Command(DropAllText);

    public static IReadOnlyList<string> Put(IEnumerable<(string Path, string Kind, int Bytes, int Part)> parts) =>
        FileScripts.Command(PutText, [.. parts.SelectMany(static part => new[] { part.Path, part.Kind, Number(part.Bytes), Number(part.Part) })]);

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
