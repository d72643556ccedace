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
