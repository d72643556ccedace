using System.Buffers;
using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.Programs;

/// <summary>
/// Which programs run other programs (attack E5). Nobody can name them all, so "always" is for those that are known not to; one that is
/// called so for the name alone is asked about once too often.
/// </summary>
public static class ProgramKinds
{
    private static readonly FrozenSet<string> Plains = Set(
        "ls cat head tail wc cut tr grep egrep fgrep jq echo printf pwd stat du df basename dirname realpath readlink whoami id groups",
        "uname uptime nproc free ps which md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum cmp comm join paste nl",
        "fold fmt expand unexpand rev tac od hexdump strings column seq test true false sleep cal");

    private static readonly FrozenSet<string> Interpreters = Set(
        "sh bash rbash dash ash zsh ksh mksh oksh fish csh tcsh rc es elvish nu xonsh pwsh powershell cmd busybox toybox coreutils sbase-box ubase-box",
        "python pypy perl ruby irb node nodejs deno bun lua luajit php tclsh wish expect osascript awk gawk mawk nawk original-awk sed gsed",
        "jshell java groovy scala kotlin r rscript julia octave ghci runghc erl escript elixir iex guile sbcl clisp racket ts-node tsx",
        "vim vi nvim view ex ed emacs nano less more most man gdb lldb sqlite psql mysql dc m4 bc",
        "sudo doas su runuser pkexec xargs parallel script watch entr strace ltrace perf valgrind chroot unshare nsenter setpriv capsh flock setsid",
        "ssh docker podman nerdctl kubectl systemd-run at batch crontab tmux screen ld.so eval exec source command builtin",
        "taskset numactl chrt setarch linux32 linux64 prlimit choom cpulimit start-stop-daemon run-parts runcon sg gosu tini dumb-init",
        "wscript cscript mshta rundll32 regsvr32 wmic forfiles msbuild installutil pcalua cmstp wsl powershell_ise",
        "socat bwrap firejail proot fakeroot faketime rlwrap unbuffer torsocks proxychains dbus-run-session xvfb-run nix-shell envdir chpst");

    /// <summary>What a name's stem ends before: <c>perl5.36-x86_64-linux-gnu</c> and <c>vim.basic</c> are what they begin with.</summary>
    private static readonly SearchValues<char> StemEnds = SearchValues.Create("-._0123456789");

    /// <summary>Windows hands these to a program that reads their arguments once more.</summary>
    private static readonly FrozenSet<string> ScriptEndings = Set(".bat .cmd .ps1 .vbs .vbe .js .jse .wsf .wsh .hta .msc");

    private static readonly FrozenSet<string> MultiCall = Set("busybox toybox coreutils");

    private static readonly FrozenSet<string> FindActions = Set("-exec -execdir -ok -okdir");

    /// <summary>What the program is, by the word that calls it and by what it is found to be.</summary>
    /// <param name="argv">The argument vector.</param>
    /// <param name="program">What was found; null for nothing.</param>
    public static ProgramKind Of(IReadOnlyList<string> argv, ResolvedProgram? program)
    {
        // A link of another name hides nothing, except where one file is many programs and goes by the name.
        List<string> paths = program is null ? [argv[0]]
            : MultiCall.Contains(NameOf(program.RealPath)) ? [argv[0], program.Path]
            : [argv[0], program.Path, program.RealPath];
        return paths.Any(path => RunsAnother(NameOf(path), argv)) ? ProgramKind.Interpreter : paths.Max(KindOf);
    }

    /// <summary>Whether a program that does its own work otherwise is told to run another.</summary>
    private static bool RunsAnother(string name, IReadOnlyList<string> argv) => name switch
    {
        "find" or "gfind" => argv.Any(FindActions.Contains),
        "sort" or "gsort" => argv.Skip(1).Any(NamesCompressor),
        _ => false,
    };

    /// <summary>The name by which a program is known: without folder, <c>.exe</c> and the version behind it.</summary>
    public static string NameOf(string path)
    {
        var name = FileOf(path);
        var bare = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '-');
        return bare.Length > 0 ? bare : name;
    }

    private static string FileOf(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..].ToLowerInvariant();
        if (name.StartsWith("ld-linux", StringComparison.Ordinal) || name.StartsWith("ld-musl", StringComparison.Ordinal) || name.StartsWith("ld.so", StringComparison.Ordinal))
        {
            return "ld.so";
        }

        return name.EndsWith(".exe", StringComparison.Ordinal) ? name[..^4] : name;
    }

    /// <summary>Whether an argument of <c>sort</c> names the program that packs its temporary files; options may be shortened.</summary>
    private static bool NamesCompressor(string argument)
    {
        const string option = "--compress-program";
        var name = argument.Split('=', 2)[0];
        return name.Length > "--c".Length && option.StartsWith(name, StringComparison.Ordinal);
    }

    private static ProgramKind KindOf(string path)
    {
        var file = FileOf(path);
        var name = NameOf(path);
        var end = file.AsSpan().IndexOfAny(StemEnds);
        if (ScriptEndings.Contains(Path.GetExtension(file)) || Interpreters.Contains(file) || Interpreters.Contains(name) || (end > 0 && Interpreters.Contains(file[..end])))
        {
            return ProgramKind.Interpreter;
        }

        return Wrappers.Names.Contains(name) ? ProgramKind.Wrapper : Plains.Contains(file) ? ProgramKind.Plain : ProgramKind.Capable;
    }

    private static FrozenSet<string> Set(params IEnumerable<string> lines) =>
        lines.SelectMany(line => line.Split(' ')).ToFrozenSet(StringComparer.Ordinal);
}
