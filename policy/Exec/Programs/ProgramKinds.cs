using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.Programs;

/// <summary>Which programs run other programs (attack E5). One that is called so for the name alone is asked about once too often.</summary>
public static class ProgramKinds
{
    private static readonly FrozenSet<string> Interpreters = Set(
        "sh bash rbash dash ash zsh ksh mksh oksh fish csh tcsh rc es elvish nu xonsh pwsh powershell cmd busybox toybox",
        "python pypy perl ruby irb node nodejs deno bun lua luajit php tclsh wish expect osascript awk gawk mawk nawk original-awk sed gsed",
        "jshell java groovy scala kotlin r rscript julia octave ghci runghc erl escript elixir iex guile sbcl clisp racket ts-node tsx",
        "vim vi nvim view ex ed emacs nano less more most man gdb lldb sqlite psql mysql dc m4 bc",
        "sudo doas su runuser pkexec xargs parallel script watch entr strace ltrace perf valgrind chroot unshare nsenter setpriv capsh flock setsid",
        "ssh docker podman nerdctl kubectl systemd-run at batch crontab tmux screen ld.so eval exec source command builtin");

    private static readonly FrozenSet<string> Capables = Set(
        "git hg svn tar bsdtar zip cpio rsync scp sftp make gmake cmake ninja bazel gradle mvn ant rake just npm npx pnpm yarn pip pipx uv uvx",
        "poetry cargo go dotnet gem bundle composer openssl ip systemctl dpkg apt apt-get yum dnf brew snap flatpak curl wget rg find");

    private static readonly FrozenSet<string> MultiCall = Set("busybox toybox coreutils");

    private static readonly FrozenSet<string> FindActions = Set("-exec -execdir -ok -okdir");

    /// <summary>What the program is, by the word that calls it and by what it is found to be.</summary>
    /// <param name="argv">The argument vector.</param>
    /// <param name="program">What was found; null for nothing.</param>
    public static ProgramKind Of(IReadOnlyList<string> argv, ResolvedProgram? program)
    {
        var called = NameOf(argv[0]);
        if (called == "find" && argv.Any(FindActions.Contains))
        {
            return ProgramKind.Interpreter;
        }

        // A link of another name hides nothing, except where one file is many programs and goes by the name.
        var names = new List<string> { called };
        if (program is not null)
        {
            names.Add(NameOf(program.Path));
            if (NameOf(program.RealPath) is var real && !MultiCall.Contains(real))
            {
                names.Add(real);
            }
        }

        return names.Max(KindOf);
    }

    /// <summary>The name by which a program is known: without folder, <c>.exe</c> and the version behind it.</summary>
    public static string NameOf(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..].ToLowerInvariant();
        if (name.StartsWith("ld-linux", StringComparison.Ordinal) || name.StartsWith("ld-musl", StringComparison.Ordinal) || name.StartsWith("ld.so", StringComparison.Ordinal))
        {
            return "ld.so";
        }

        name = name.EndsWith(".exe", StringComparison.Ordinal) ? name[..^4] : name;
        var bare = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '-');
        return bare.Length > 0 ? bare : name;
    }

    private static ProgramKind KindOf(string name) =>
        Interpreters.Contains(name) ? ProgramKind.Interpreter
        : Wrappers.Names.Contains(name) ? ProgramKind.Wrapper
        : Capables.Contains(name) ? ProgramKind.Capable
        : ProgramKind.Plain;

    private static FrozenSet<string> Set(params IEnumerable<string> lines) =>
        lines.SelectMany(line => line.Split(' ')).ToFrozenSet(StringComparer.Ordinal);
}
