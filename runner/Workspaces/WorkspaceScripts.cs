using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Workspaces;

/// <summary>
/// How a workspace is listed, read and written inside of a sandbox that has nothing else in it. A path is an argument that begins with "./", or stands behind a
/// nought byte; what a program swaps for a link meanwhile leads to something of this sandbox.
/// </summary>
internal static class WorkspaceScripts
{
    /// <summary>
    /// Prints of each file, of each folder with nothing in it, of what cannot be read ("unread", a folder with all below it "shut") and of whatever else there is: kind, bytes, mode, inode,
    /// times and path; then how the search ended, where no more than so many were before that. What vanished meanwhile is no failure.
    /// </summary>
    private const string ListText = """
        exec 2>/dev/null
        cd /workspace || exit 44
        {
          e=$(LC_ALL=C /usr/bin/find -P . -mindepth 1 \( -type d \( ! -readable -o ! -executable \) -printf 'shut %s %m %i %T@ %C@ %P\0' -prune \) -o \
            \( -type f ! -readable -printf 'unread %s %m %i %T@ %C@ %P\0' \) -o \( \( ! -type d -o -empty \) -printf '%y %s %m %i %T@ %C@ %P\0' \) 2>&1 >&4)
          s=$?
          [ "$s" -ne 1 ] || printf '%s\n' "$e" | /usr/bin/grep -qv ': No such file or directory$' || s=0
          printf '! %s\0' "$s" >&4
        } 4>&1 | /usr/bin/head -z -n "$1"
        """;

    /// <summary>Prints the hash of each small file that it reads the path of, for so many seconds: what is another one by now may block it, or have no end.</summary>
    private const string HashText = """
        exec 2>/dev/null
        cd /workspace || exit 44
        /usr/bin/timeout -s KILL "$1" /usr/bin/xargs -0 -r /usr/bin/sha256sum -z -b --
        exit 0
        """;

    /// <summary>Prints the path and the hash of each part of each file that it reads the path and bytes of, whatever these are by now: bytes of a part.</summary>
    private const string HashPartsText = """
        exec 2>/dev/null
        cd /workspace || exit 44
        /usr/bin/xargs -0 -r -n 1000 /bin/sh -c '
          b=$1
          shift
          while [ $# -ge 2 ]; do
            printf "%s\0" "$1"
            /usr/bin/dd if="$1" bs=65536 iflag=nofollow,nonblock,fullblock,count_bytes count="$2" | /usr/bin/split -b "$b" --filter=/usr/bin/sha256sum
            printf "\0"
            shift 2
          done
          exit 0' sh "$1" || exit 44
        """;

    /// <summary>Of each path, part and most bytes a line: that much of its content as base64, or "-": bytes of a part first.</summary>
    private const string ReadText = """
        exec 2>/dev/null
        cd /workspace || exit 44
        b=$1
        shift
        while [ $# -ge 3 ]; do
          if [ ! -L "./$1" ] && [ -f "./$1" ]; then
            /usr/bin/dd if="./$1" bs=65536 iflag=nofollow,nonblock,fullblock,skip_bytes,count_bytes skip="$(($2 * b))" count="$3" | /usr/bin/base64 -w 0
          else
            printf -
          fi
          printf '\n'
          shift 3
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

    /// <summary>
    /// Writes parts of files, whose bytes it reads one behind the other: bytes of a part and a name that no file has; then path, kind, bytes and number of each. A file of one part
    /// takes the place of another one in one step; of more, each part is written where it belongs, so that one that comes twice changes nothing.
    /// </summary>
    private const string PutText = """
        exec 2>/dev/null
        umask 022
        cd /workspace || exit 44
        b=$1 t=./$2
        shift 2
        while [ $# -ge 4 ]; do
          f=./$1
          if [ "$2" = folder ]; then
            /usr/bin/mkdir -p -- "$f" || exit 44
          else
            d=${f%/*}
            [ -d "$d" ] || /usr/bin/mkdir -p -- "$d" || exit 44
            if [ "$4" = 0 ] && [ -d "$f" ] && [ ! -L "$f" ]; then /usr/bin/rm -rf -- "$f" || exit 44; fi
            if [ "$4" = 0 ] && [ "$3" -lt "$b" ]; then
              w=$t
            else
              w=$f
              if [ "$4" = 0 ]; then /usr/bin/rm -f -- "$f" || exit 44; fi
            fi
            /usr/bin/dd of="$w" bs=65536 iflag=fullblock,count_bytes count="$3" oflag=nofollow,seek_bytes seek="$(($4 * b))" conv=notrunc || exit 44
            [ "$2" != executable ] || /usr/bin/chmod 755 -- "$w" || exit 44
            [ "$w" = "$f" ] || /usr/bin/mv -fT -- "$w" "$f" || exit 44
          fi
          shift 4
        done
        """;

    public static IReadOnlyList<string> List(int most) => FileScripts.Command(ListText, Number(most));

    public static IReadOnlyList<string> Hash(int seconds) => FileScripts.Command(HashText, Number(seconds));

    public static IReadOnlyList<string> HashParts(int bytes) => FileScripts.Command(HashPartsText, Number(bytes));

    public static IReadOnlyList<string> Read(int bytes, IEnumerable<(string Path, int Part, int Most)> parts) =>
        FileScripts.Command(ReadText, [Number(bytes), .. parts.SelectMany(static part => new[] { part.Path, Number(part.Part), Number(part.Most) })]);

    public static IReadOnlyList<string> Drop { get; } = FileScripts.Command(DropText);

    public static IReadOnlyList<string> DropAll { get; } = FileScripts.Command(DropAllText);

    public static IReadOnlyList<string> Put(int bytes, IEnumerable<(string Path, string Kind, int Bytes, int Part)> parts) =>
        FileScripts.Command(PutText, [Number(bytes), $".moltbot-{Guid.NewGuid():N}", .. parts.SelectMany(static part => new[] { part.Path, part.Kind, Number(part.Bytes), Number(part.Part) })]);

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
