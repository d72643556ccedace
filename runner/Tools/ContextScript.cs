using System.Globalization;
using System.Text;
using Moltbot.Policy.Values;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Tools;

/// <summary>Reads files of a workspace inside of a sandbox, each bounded. What they hold travels as base64: no text of a file ends its line.</summary>
internal static class ContextScript
{
    /// <summary>Bytes that hold a UTF-16 unit for certain.</summary>
    private const int BytesPerUnit = 3;

    /// <summary>
    /// Of each name a line: "-" where there is no ordinary file any more, else its bytes, its content or the beginning of it, and the end: bytes that are
    /// whole, of the beginning, of the end, names. A link is not followed and a pipe not waited for, also where it became one a moment ago.
    /// </summary>
    private const string Text = """
        exec 2>/dev/null
        whole=$1 first=$2 last=$3
        shift 3
        part() { /usr/bin/dd if="$1" bs=65536 "iflag=nofollow,nonblock,fullblock,count_bytes,skip_bytes" skip="$2" count="$3" | /usr/bin/base64 -w 0; }
        for n; do
          f=/workspace/$n
          if [ ! -L "$f" ] && [ -f "$f" ] && s=$(/usr/bin/stat -c %s -- "$f"); then
            if [ "$s" -le "$whole" ]; then
              printf '%s ' "$s"; part "$f" 0 "$whole"; printf ' \n'
            else
              printf '%s ' "$s"; part "$f" 0 "$first"; printf ' '; part "$f" $((s - last)) "$last"; printf '\n'
            fi
          else
            printf '%s\n' -
          fi
        done
        """;

    /// <summary>The command that reads.</summary>
    public static IReadOnlyList<string> Command(IReadOnlyList<string> names, int maxChars)
    {
        var cut = ContextCut.Of(maxChars);
        return FileScripts.Command(Text, [Number(maxChars * BytesPerUnit), Number(Bytes(cut.Head)), Number(Bytes(cut.Tail)), .. names]);
    }

    /// <summary>Most characters that it prints.</summary>
    public static int Room(int names, int maxChars) => names * ((maxChars * BytesPerUnit * 2) + SandboxPlace.WorkspacePath.Length + 64);

    /// <summary>Reads what it printed, one for each name and null where there was no ordinary file any more; null for what it cannot have printed.</summary>
    public static IReadOnlyList<ToolContextFile?>? Read(string output, IReadOnlyList<string> names, int maxChars)
    {
        var lines = output.Split('\n');
        if (lines.Length != names.Count + 1 || lines[^1].Length > 0)
        {
            return null;
        }

        var files = new ToolContextFile?[names.Count];
        for (var place = 0; place < files.Length; place++)
        {
            var parts = lines[place].Split(' ');
            if (parts is ["-"])
            {
                continue;
            }

            if (parts.Length != 3 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                || BytesOf(parts[1]) is not { } first || BytesOf(parts[2]) is not { } last)
            {
                return null;
            }

            // What became a link or a pipe after it was looked at gave nothing.
            files[place] = bytes > 0 && first.Length == 0 ? null : File(names[place], bytes, first, last, maxChars);
        }

        return files;
    }

    private static ToolContextFile File(string name, long bytes, byte[] first, byte[] last, int maxChars)
    {
        var cut = ContextCut.Of(maxChars);
        var head = Encoding.UTF8.GetString(first).TrimStart('\ufeff');
        string? tail = null;
        if (bytes > (long)maxChars * BytesPerUnit)
        {
            (head, tail) = (TextPrefix.Of(head, cut.Head), ContextCut.Last(Encoding.UTF8.GetString(WholeCharacters(last)), cut.Tail));
        }
        else if (head.Length > maxChars)
        {
            (head, tail) = (TextPrefix.Of(head, cut.Head), ContextCut.Last(head, cut.Tail));
        }

        return head.Contains('\0', StringComparison.Ordinal) || tail?.Contains('\0', StringComparison.Ordinal) == true
            ? new ToolContextFile { Name = name, Bytes = bytes, Problem = "is no text" }
            : new ToolContextFile { Name = name, Bytes = bytes, Head = head, Tail = tail };
    }

    /// <summary>Without the rest of a character whose beginning was left out.</summary>
    private static ReadOnlySpan<byte> WholeCharacters(byte[] bytes)
    {
        var start = 0;
        while (start < bytes.Length && start < 3 && (bytes[start] & 0xc0) == 0x80)
        {
            start++;
        }

        return bytes.AsSpan(start);
    }

    private static byte[]? BytesOf(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? bytes[..count] : null;
    }

    // A character more than is shown: of the last one only a part may have been read.
    private static int Bytes(int units) => (units + 1) * BytesPerUnit;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
