using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Programs;
using Moltbot.Policy.Exec.SafeBins;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>Programs that run others, by whatever option: no "always" adds them; attacks E1 and E5.</summary>
public sealed class RunnerTests
{
    [Theory]
    [InlineData("git -c core.pager=x log")]
    [InlineData("git -c alias.x='!sh' x")]
    [InlineData("git --exec-path=. x")]
    [InlineData("git log")]
    [InlineData("tar -cf a --checkpoint=1 --checkpoint-action=exec=sh b")]
    [InlineData("tar -I sh -xf a")]
    [InlineData("tar -tf a")]
    [InlineData("rsync -e sh a b:c")]
    [InlineData("scp -S sh a b:c")]
    [InlineData("zip a b -T -TT sh")]
    [InlineData("rg --pre sh x")]
    [InlineData("man -P sh ls")]
    [InlineData("curl -o /bin/x y")]
    [InlineData("wget --use-askpass=sh x")]
    [InlineData("make x")]
    [InlineData("npm run x")]
    [InlineData("cargo run")]
    [InlineData("go run x")]
    [InlineData("systemctl edit x")]
    [InlineData("tee x")]
    [InlineData("dd of=x")]
    [InlineData("install x y")]
    [InlineData("ln -s x y")]
    [InlineData("uniq payload /home/ann/.profile")]
    [InlineData("uniq x")]
    [InlineData("tree -o /home/ann/.profile")]
    [InlineData("date -s 2020-01-01")]
    [InlineData("hostname x")]
    public void What_may_run_or_write_by_an_option_is_added_to_no_list(string command) => Remembered(command).ShouldBeNull();

    [Theory]
    [InlineData("ssh -o ProxyCommand=sh x")]
    [InlineData("xargs ls")]
    [InlineData("find . -exec sh '{}' ';'")]
    [InlineData("find . -execdir sh '{}' +")]
    [InlineData("find . -ok sh '{}' ';'")]
    [InlineData("awk 'BEGIN { system(\"x\") }'")]
    [InlineData("gawk-5.1 x")]
    [InlineData("sed 1e x")]
    [InlineData("vi -c '!x'")]
    [InlineData("busybox ls")]
    [InlineData("toybox ls")]
    [InlineData("sbase-box ls")]
    [InlineData("ubase-box ls")]
    [InlineData("env -S 'ls x'")]
    [InlineData("env busybox ls")]
    [InlineData("nice -n 1 xargs ls")]
    [InlineData("C:/tools/x.bat a")]
    [InlineData("C:/tools/x.CMD a")]
    [InlineData("C:/tools/x.ps1 a")]
    [InlineData("C:/Windows/System32/cmd.exe /c x")]
    [InlineData("C:/Windows/System32/wscript.exe x")]
    [InlineData("C:/Windows/System32/rundll32.exe x")]
    public void What_runs_whatever_it_is_told_is_within_no_list_at_all(string command)
    {
        ExecAllowlist.Evaluate(CommandLine.Read(command), new([new("/**"), new("C:/**")], SafeBinSettings.Resolve(null)), Machine.System).Satisfied.ShouldBeFalse();
        Remembered(command).ShouldBeNull();
    }

    [Theory]
    [InlineData("ls", "/bin/busybox")]
    [InlineData("cat", "/usr/bin/toybox")]
    public void A_part_of_one_file_that_is_many_programs_goes_by_its_name(string name, string real)
    {
        Remembered($"{name} x", real).ShouldBe(["/usr/bin/" + name]);
        foreach (var other in new[] { "sh", "awk", "unheard-of", "uniq" })
        {
            Remembered($"{other} x", real).ShouldBeNull(other);
        }
    }

    [Theory]
    [InlineData("node -r ./a.js b.js", "./a.js b.js")]
    [InlineData("node --require ./a.js b.js c", "./a.js b.js")]
    [InlineData("node --require=./a.js b.js c", "b.js")]
    [InlineData("node --no-warnings a.js b", "a.js")]
    [InlineData("node -r ./a.js -e x", "./a.js")]
    [InlineData("python -W ignore x.py y", "ignore x.py")]
    [InlineData("python -Wignore x.py y", "x.py")]
    [InlineData("bash -O extglob x.sh y", "extglob x.sh")]
    [InlineData("bash --rcfile a x.sh", "a x.sh")]
    [InlineData("bash --norc x.sh y", "x.sh")]
    [InlineData("perl -I lib x.pl", "lib x.pl")]
    [InlineData("perl -i -ne x f", "")]
    [InlineData("php -f x.php y", "x.php")]
    [InlineData("php -c ini x.php", "ini x.php")]
    [InlineData("node -r a -- -x.js y", "a -x.js")]
    [InlineData("tclsh -encoding utf-8 x.tcl", "utf-8 x.tcl")]
    [InlineData("tcsh x.csh", "x.csh")]
    [InlineData("julia x.jl y", "x.jl")]
    [InlineData("julia -e x", "")]
    [InlineData("nice python x.py", "x.py")]
    public void Every_word_that_may_be_the_file_that_runs_has_to_be_known(string command, string files) =>
        ScriptOperand.Of(EffectiveProgram.Of(CommandLine.Read(command).Segments.Single().Argv, Machine.System)).ShouldBe(files.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("'A=1' ls")]
    [InlineData("'if' x")]
    [InlineData("'}' x")]
    [InlineData("'while' x")]
    [InlineData("ls A=1 if")]
    public void A_program_whose_name_is_grammar_is_shown_in_quotes(string shown) => CommandText.Of(CommandLine.Read(shown).Pipelines).ShouldBe(shown);

    [Theory]
    [InlineData("case coproc do done elif else esac fi for function if in select then until while } ]]")]
    public void Each_word_of_a_shells_grammar_is_quoted_where_a_program_is_named(string words)
    {
        foreach (var word in words.Split(' '))
        {
            CommandText.Of([word, word]).ShouldBe($"'{word}' {word}");
        }
    }

    [Theory]
    [InlineData("/._-+,:=@%^]}", "/._-+,:=@%^]}")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("\u00e9", "'\u00e9'")]
    [InlineData("a!", "'a!'")]
    public void A_word_is_quoted_unless_it_stands_for_itself_to_every_reader(string word, string shown) => CommandText.Of(["p", word]).ShouldBe("p " + shown);

    [Theory]
    [InlineData("ls x")]
    [InlineData("echo x")]
    [InlineData("uname -a")]
    [InlineData("sha256sum x")]
    [InlineData("fold x")]
    [InlineData("sleep 5")]
    public void What_is_known_to_run_no_other_may_be_remembered(string command) => Remembered(command).ShouldBe(["/usr/bin/" + command.Split(' ')[0]]);

    [Theory]
    [InlineData("bash python java vim sudo ssh taskset mshta socat")]
    [InlineData("pwsh.exe python3.12 perl5.36 vim.tiny systemd-run ld-linux-x86-64.so.2 ld-musl-x86_64.so.1 ld.so.1 C:/x/PowerShell.EXE")]
    [InlineData("x.bat x.cmd x.ps1 x.vbs x.vbe x.js x.jse x.wsf x.wsh x.hta x.msc")]
    public void An_interpreter_is_one_by_its_name_whatever_its_version(string programs) =>
        programs.Split(' ').ShouldAllBe(program => ProgramKinds.Of(new[] { program }, null) == ProgramKind.Interpreter);

    [Theory]
    [InlineData("sort --compress-program=x", ProgramKind.Interpreter)]
    [InlineData("sort --co x", ProgramKind.Interpreter)]
    [InlineData("gsort --co x", ProgramKind.Interpreter)]
    [InlineData("sort --c x", ProgramKind.Capable)]
    [InlineData("sort --compare x", ProgramKind.Capable)]
    [InlineData("find . -exec x", ProgramKind.Interpreter)]
    [InlineData("gfind . -okdir x", ProgramKind.Interpreter)]
    [InlineData("find . -name x", ProgramKind.Capable)]
    [InlineData("nice x", ProgramKind.Wrapper)]
    [InlineData("ls --exec", ProgramKind.Plain)]
    public void A_program_is_what_its_arguments_make_of_it(string command, ProgramKind kind) => ProgramKinds.Of(command.Split(' '), null).ShouldBe(kind);

    [Theory]
    [InlineData("tool . -exec x", "/usr/bin/find", ProgramKind.Interpreter)]
    [InlineData("tool . -name x", "/usr/bin/find", ProgramKind.Capable)]
    [InlineData("tool --compress-program=x", "/usr/bin/sort", ProgramKind.Interpreter)]
    [InlineData("find . -exec x", "/opt/tool", ProgramKind.Interpreter)]
    [InlineData("ls", "/usr/bin/bash", ProgramKind.Interpreter)]
    public void A_link_of_another_name_hides_nothing(string command, string real, ProgramKind kind) =>
        ProgramKinds.Of(command.Split(' '), new("/opt/link", real)).ShouldBe(kind);

    [Theory]
    [InlineData("/usr/bin/python3.11", "python")]
    [InlineData(@"C:\Tools\Node.EXE", "node")]
    [InlineData("/usr/lib64/ld-linux-x86-64.so.2", "ld.so")]
    [InlineData("/opt/7", "7")]
    public void A_program_is_known_by_its_name_without_folder_and_version(string path, string name) => ProgramKinds.NameOf(path).ShouldBe(name);

    private static IReadOnlyList<string>? Remembered(string command, string? real = null) =>
        ExecAllowlist.PathsToRemember(CommandLine.Read(command), real is null ? Machine.System : new Machine(real));

    private sealed class Machine(string? real) : IProgramFinder
    {
        public static Machine System { get; } = new(null);

        public ResolvedProgram? Find(string word)
        {
            var path = word.StartsWith('/') || word.StartsWith("C:", StringComparison.Ordinal) ? word : "/usr/bin/" + word;
            return new(path, real ?? path, new string('a', 64));
        }
    }
}
