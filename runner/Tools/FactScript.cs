using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary>
/// Looks words up inside of a sandbox: with its search path, its links and its files. A word is only ever an argument. Names with line breaks
/// are found nowhere, so that each answer is a line.
/// </summary>
internal static class FactScript
{
    /// <summary>Says what is not there.</summary>
    private const string None = "-";

    private const int ProgramLines = 4;
    private const int ScriptLines = 2;

    /// <summary>
    /// Prints the folder, then of each program where it was found, where links lead, the hash and the first line behind <c>#!</c>, then of each
    /// script where links lead and the hash: folder, number of programs, programs, scripts.
    /// </summary>
    private const string Text = """
        exec 2>/dev/null
        set -f
        nl='
        '
        cd -P -- "$1" || exit 125
        unset OLDPWD
        pwd -P
        count=$2
        shift 2
        real() {
          r=$(/usr/bin/realpath -e -- "$1") || return 1
          case "$1$r" in *"$nl"*) return 1 ;; esac
          [ -f "$r" ] && [ -r "$r" ] || return 1
          h=$(/usr/bin/sha256sum <"$r") || return 1
          h=${h%% *}
        }
        find() {
          case "$1" in
            */*) d=$(/usr/bin/dirname -- "$1"); d=$(/usr/bin/realpath -e -- "$d") || return 1
              p=${d%/}/$(/usr/bin/basename -- "$1") ;;
            ?*) p=; IFS=:
              for d in $PATH; do if [ -f "$d/$1" ] && [ -x "$d/$1" ]; then p=$d/$1; break; fi; done
              IFS=' '; [ -n "$p" ] ;;
            *) return 1 ;;
          esac
        }
        while [ "$count" -gt 0 ]; do
          if find "$1" && real "$p" && [ -x "$r" ]; then
            i=$(/usr/bin/head -c 256 -- "$r" | /usr/bin/tr -d '\000' | /usr/bin/head -n 1)
            case "$i" in '#!'*) i="+${i#??}" ;; *) i=- ;; esac
            printf '%s\n' "$p" "$r" "$h" "$i"
          else
            printf '%s\n' - - - -
          fi
          shift
          count=$((count - 1))
        done
        for w; do
          if real "$w"; then printf '%s\n' "$r" "$h"; else printf '%s\n' - -; fi
        done
        """;

    /// <summary>The command that looks.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="lookup">The words.</param>
    public static IReadOnlyList<string> Command(string folder, ToolLookup lookup) =>
        FileScripts.Command(Text, [folder, lookup.Programs.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), .. lookup.Programs, .. lookup.Scripts]);

    /// <summary>Reads what it printed; null for what it cannot have printed.</summary>
    public static ToolFacts? Read(string output, ToolLookup lookup)
    {
        var lines = output.Split('\n');
        if (lines.Length != 2 + (lookup.Programs.Count * ProgramLines) + (lookup.Scripts.Count * ScriptLines) || lines[^1].Length > 0)
        {
            return null;
        }

        var scripts = 1 + (lookup.Programs.Count * ProgramLines);
        return new ToolFacts
        {
            Cwd = lines[0],
            Programs = [.. lookup.Programs.Select((word, place) => Program(word, lines.AsSpan(1 + (place * ProgramLines), ProgramLines))).OfType<ToolProgramFact>()],
            Scripts = [.. lookup.Scripts.Select((word, place) => Script(word, lines.AsSpan(scripts + (place * ScriptLines), ScriptLines))).OfType<ToolScriptFact>()],
        };
    }

    private static ToolProgramFact? Program(string word, ReadOnlySpan<string> lines) => lines[1] == None ? null : new ToolProgramFact
    {
        Word = word,

        // A path that leads by no detour is what a list may name; of any other the folder is said that it leads to.
        Path = word.StartsWith('/') && CanonicalPath.Is(word) ? word : lines[0],
        RealPath = lines[1],
        ContentHash = lines[2],
        Interpreter = lines[3] == None ? null : lines[3][1..].Trim(),
    };

    private static ToolScriptFact? Script(string word, ReadOnlySpan<string> lines) =>
        lines[0] == None ? null : new ToolScriptFact { Word = word, RealPath = lines[0], ContentHash = lines[1] };
}
