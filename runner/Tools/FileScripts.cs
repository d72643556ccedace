namespace Moltbot.Runner.Tools;

/// <summary>
/// How files are read and written inside a sandbox: by the system's own programs, named by path so that no file of a workspace stands in
/// for one. A name is always an argument that begins with a slash, never part of a script or an option.
/// </summary>
internal static class FileScripts
{
    /// <summary>Prints lines of a text file: path, first line, lines, most bytes.</summary>
    public const string Read = Check + PrintLines;

    /// <summary>The same of a file that is where its path says: by no link.</summary>
    public const string ReadOwn = Own + Check + PrintLines;

    /// <summary>Prints a whole file as base64, which has to be where its path says, by no link: path, most bytes; fails when it has more.</summary>
    public const string ReadBytes = Own + Check + """
        [ "$(/usr/bin/stat -c %s -- "$1")" -le "$2" ] || exit 46
        /usr/bin/dd if="$1" bs=65536 iflag=nofollow,nonblock,fullblock,count_bytes count="$2" status=none | /usr/bin/base64 -w 0
        """;

    /// <summary>Prints a whole file: path, most bytes; fails when it has more.</summary>
    public const string ReadAll = Check + """
        [ "$(/usr/bin/stat -L -c %s -- "$1")" -le "$2" ] || exit 46
        /usr/bin/cat -- "$1"
        """;

    /// <summary>
    /// Puts what it reads in a file's place, in one step: path, bytes that have to come, SHA-256 that the old content has to have or "-".
    /// What was cut short on the way is no content.
    /// </summary>
    public const string Write = """
        d=$(/usr/bin/dirname -- "$1")
        inside() { case "$1" in /workspace|/workspace/*) ;; *) exit 47 ;; esac; }
        inside "$(/usr/bin/realpath -m -- "$d")"
        [ ! -d "$1" ] || exit 42
        [ ! -e "$1" ] || [ -f "$1" ] || exit 43
        /usr/bin/mkdir -p -- "$d" || exit 44
        t=$(/usr/bin/mktemp "$d/.moltbot-XXXXXXXXXX") || exit 44
        trap '/usr/bin/rm -f -- "$t"' EXIT
        /usr/bin/cat >"$t" || exit 44
        [ "$(/usr/bin/stat -c %s -- "$t")" = "$2" ] || exit 45
        if [ -f "$1" ]; then /usr/bin/chmod --reference="$1" -- "$t"; else /usr/bin/chmod 644 -- "$t"; fi || exit 44
        if [ "$3" != - ]; then
          h=$(/usr/bin/sha256sum <"$1") || exit 45
          [ "${h%% *}" = "$3" ] || exit 45
        fi
        /usr/bin/mv -f -T -- "$t" "$1" || exit 44
        """;

    private const string PrintLines = """
        /usr/bin/tail -n "+$2" -- "$1" | /usr/bin/head -n "$3" | /usr/bin/head -c "$4"
        """;

    private const string Own = """
        [ -e "$1" ] || [ -L "$1" ] || exit 41
        [ "$(/usr/bin/realpath -e -- "$1")" = "$1" ] || exit 48

        """;

    private const string Check = """
        [ -e "$1" ] || exit 41
        case "$(/usr/bin/realpath -e -- "$1")" in /workspace|/workspace/*|/agent|/agent/*) ;; *) exit 47 ;; esac
        [ ! -d "$1" ] || exit 42
        [ -f "$1" ] || exit 43
        [ -r "$1" ] || exit 44

        """;

    /// <summary>The command of a script.</summary>
    public static IReadOnlyList<string> Command(string script, params ReadOnlySpan<string> arguments) => ["/bin/sh", "-c", script, "sh", .. arguments];

    /// <summary>What an exit code of a script says of a path.</summary>
    public static string Problem(int code, string path) => code switch
    {
        41 => $"there is no file {path}",
        42 => $"{path} is a folder",
        43 => $"{path} is no ordinary file",
        45 => $"{path} changed meanwhile; read it again",
        46 => $"{path} is too large for this",
        47 => $"{path} leads out of the workspace",
        48 => $"{path} is a link or lies behind one",
        _ => $"{path} could not be read or written",
    };
}
