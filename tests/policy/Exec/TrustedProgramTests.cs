using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Programs;
using Moltbot.Policy.Exec.SafeBins;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>A name says nothing of a program that others may have put there; attacks E1 and E5.</summary>
public sealed class TrustedProgramTests
{
    private static readonly AllowlistRules Nothing = new([], SafeBinSettings.Resolve(null));

    [Theory]
    [InlineData("head -n 5", "/work/bin/head", null)]
    [InlineData("head -n 5", "/home/ann/.local/bin/head", null)]
    [InlineData("head -n 5", "/usr/bin/x/head", null)]
    [InlineData("head -n 5", "/usr/bin/head", "/bin/sh")]
    [InlineData("jq .a", "/work/bin/jq", "/bin/sh")]
    public void A_safe_bin_is_the_systems_own_program(string command, string path, string? interpreter) =>
        Judge(command, Nothing, new ResolvedProgram(path, path, Interpreter: interpreter)).ShouldBeFalse();

    [Theory]
    [InlineData("/bin/head")]
    [InlineData("/usr/bin/head")]
    public void The_systems_own_is_one(string path) => Judge("head -n 5", Nothing, new ResolvedProgram(path, path)).ShouldBeTrue();

    [Theory]
    [InlineData("nice ls", "/work/bin/nice", "/bin/sh")]
    [InlineData("nice ls", "/work/bin/nice", null)]
    [InlineData("nice ls", "/usr/bin/nice", "/bin/sh")]
    [InlineData("env nice ls", "/work/bin/nice", null)]
    public void What_stands_before_a_program_is_the_systems_own_too(string command, string path, string? interpreter)
    {
        var finder = new Machine(word => word == "nice" ? new(path, path, Interpreter: interpreter) : new("/bin/" + word, "/bin/" + word));
        var read = CommandLine.Read(command);
        ExecAllowlist.Evaluate(read, new([new("/bin/ls")], new HashSet<string>()), finder).Satisfied.ShouldBeFalse();
        ExecAllowlist.PathsToRemember(read, finder).ShouldBeNull();
    }

    [Fact]
    public void Where_the_systems_folders_are_said_to_be_elsewhere_those_count()
    {
        var elsewhere = Nothing with { SystemFolders = new HashSet<string> { "/nix/bin" } };
        var finder = new Machine(word => new("/nix/bin/" + word, "/nix/bin/" + word));
        ExecAllowlist.Evaluate(CommandLine.Read("nice head -n 5"), elsewhere, finder).Satisfied.ShouldBeTrue();
        ExecAllowlist.Evaluate(CommandLine.Read("nice head -n 5"), Nothing, finder).Satisfied.ShouldBeFalse();
        ExecAllowlist.Evaluate(CommandLine.Read("nice head -n 5"), elsewhere, new Machine(word => new("/bin/" + word, "/bin/" + word))).Satisfied.ShouldBeFalse();
        ExecAllowlist.Evaluate(CommandLine.Read("nice head -n 5"), elsewhere, new Machine(_ => null)).Satisfied.ShouldBeFalse();
    }

    [Theory]
    [InlineData("sort")]
    [InlineData("split")]
    [InlineData("gcc")]
    [InlineData("fd")]
    [InlineData("taskset")]
    [InlineData("socat")]
    [InlineData("nc")]
    [InlineData("ssh-keygen")]
    [InlineData("vim.basic")]
    [InlineData("perl5.36-x86_64-linux-gnu")]
    [InlineData("numactl")]
    [InlineData("start-stop-daemon")]
    [InlineData("run-parts")]
    [InlineData("nix")]
    [InlineData("m4")]
    [InlineData("tee")]
    [InlineData("unheard-of")]
    public void Always_is_for_programs_that_are_known_to_run_no_other(string program)
    {
        var path = "/usr/bin/" + program;
        ExecAllowlist.PathsToRemember(CommandLine.Read(program + " x"), new Machine(_ => new(path, path))).ShouldBeNull();
        ExecAllowlist.PathsToRemember(CommandLine.Read("ls"), new Machine(_ => new("/usr/bin/ls", path))).ShouldBeNull("a link to it");
    }

    [Theory]
    [InlineData("coreutils --coreutils-prog=env sh")]
    [InlineData("taskset 1 sh")]
    [InlineData("numactl sh")]
    [InlineData("chrt 1 sh")]
    [InlineData("setarch x86_64 sh")]
    [InlineData("prlimit sh")]
    [InlineData("start-stop-daemon --start --exec /bin/sh")]
    [InlineData("run-parts .")]
    [InlineData("ssh-agent sh")]
    [InlineData("socat - EXEC:sh")]
    [InlineData("bwrap sh")]
    [InlineData("vim.basic -c '!sh'")]
    [InlineData("perl5.36-x86_64-linux-gnu -e x")]
    [InlineData("m4 x")]
    [InlineData("sort --compress-program=./comp")]
    [InlineData("sort --compress-prog ./comp")]
    [InlineData("sort -n --comp=./comp")]
    public void No_list_names_what_runs_whatever_it_is_told(string command) =>
        Judge(command, new([new("/**")], SafeBinSettings.Resolve(null)), word => new("/usr/bin/" + word, "/usr/bin/" + word)).ShouldBeFalse();

    [Theory]
    [InlineData("sort -r x")]
    [InlineData("sort --check x")]
    [InlineData("sort --output=x y")]
    public void A_listed_program_may_do_its_own_work(string command) =>
        Judge(command, new([new("/usr/bin/sort")], SafeBinSettings.Resolve(null)), word => new("/usr/bin/" + word, "/usr/bin/" + word)).ShouldBeTrue();

    [Theory]
    [InlineData("./ls", "/work/ls")]
    [InlineData("/work/ls", "/work/ls")]
    [InlineData("bin/ls", "/work/bin/ls")]
    [InlineData("env ./ls", "/work/ls")]
    [InlineData("ls", "/work/bin/ls")]
    [InlineData("ls", "/usr/local/x/ls")]
    public void What_may_be_replaced_later_is_added_to_no_list(string command, string path)
    {
        var finder = new Machine(word => word == "env" ? new("/usr/bin/env", "/usr/bin/env") : new(path, path, new string('a', 64)));
        ExecAllowlist.PathsToRemember(CommandLine.Read(command), finder).ShouldBeNull();
    }

    private static bool Judge(string command, AllowlistRules rules, ResolvedProgram program) => Judge(command, rules, _ => program);

    private static bool Judge(string command, AllowlistRules rules, Func<string, ResolvedProgram?> find) =>
        ExecAllowlist.Evaluate(CommandLine.Read(command), rules, new Machine(find)).Satisfied;

    private sealed class Machine(Func<string, ResolvedProgram?> find) : IProgramFinder
    {
        public ResolvedProgram? Find(string word) => find(word);
    }
}
