using System.Security.Cryptography;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Tools;

/// <summary>What is started, and that nothing of a command becomes an option of what starts it; attacks E2, E4, E8 and X1.</summary>
public sealed class ExecToolTests
{
    [Fact]
    public async Task A_command_line_runs_in_the_folder_and_says_how_it_ended()
    {
        using Bench bench = new();
        (await bench.Run("exec", new { command = "mkdir -p sub; pwd; echo wrong >&2; exit 3" })).ShouldBe(
            new ToolRunResult { Text = "/workspace\nwrong\n\n[exit code 3]", IsError = true, Outcome = "done", ExitCode = 3 });
        (await bench.Run("exec", new { command = "pwd", workdir = "sub" })).Text.ShouldBe("/workspace/sub\n");
        (await bench.Run("exec", new { command = "pwd", workdir = "missing" })).ExitCode.ShouldBe(125);
        (await bench.Run("exec", new { argv = new[] { "printf", "%s|", "a b", "$HOME", "--", "-x" } })).Text.ShouldBe("a b|$HOME|--|-x|");
    }

    /// <summary>X1: what stands before a program ends with a mark, so its words are its own.</summary>
    [Theory]
    [InlineData("--bind")]
    [InlineData("--")]
    [InlineData("-c")]
    [InlineData("--share-net")]
    [InlineData("PATH=/workspace")]
    [InlineData("")]
    [InlineData("--args")]
    public async Task A_program_that_looks_like_an_option_is_not_run(string word)
    {
        using Bench bench = new();
        ToolRunResult result = await bench.Run("exec", new { argv = new[] { word, "/", "/host", "/bin/sh", "-c", "touch ran" } });

        result.Outcome.ShouldBe("refused");
        Directory.EnumerateFileSystemEntries(bench.Workspace).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"command":"true","argv":["true"]}""")]
    [InlineData("{}")]
    [InlineData("""{"argv":[]}""")]
    [InlineData("""{"argv":["true",1]}""")]
    [InlineData("""{"command":1}""")]
    [InlineData("""{"command":"a\u0000b"}""")]
    [InlineData("""{"command":"true","background":true}""")]
    [InlineData("""{"command":"true","elevated":true}""")]
    [InlineData("""{"command":"true","pty":true}""")]
    [InlineData("""{"command":"true","timeout":0}""")]
    public async Task What_cannot_be_understood_or_is_not_offered_is_refused(string arguments)
    {
        using Bench bench = new();
        (await bench.Run("exec", System.Text.Json.JsonDocument.Parse(arguments).RootElement)).Outcome.ShouldBe("refused");
    }

    /// <summary>What a model wrote is never a fault of the runner, however it is broken.</summary>
    [Theory]
    [InlineData("exec", """{"command":"echo \ud800"}""")]
    [InlineData("exec", """{"argv":["echo","\udc00"]}""")]
    [InlineData("read", """{"path":"a\ud83d"}""")]
    public async Task Half_a_character_is_refused(string tool, string arguments)
    {
        using Bench bench = new();
        ToolRunResult result = await bench.Executor.Run(
            bench.Call(tool, new { }) with { Arguments = System.Text.Json.JsonElement.Parse(arguments) }, TestContext.Current.CancellationToken).InTime();

        result.Outcome.ShouldBe("refused");
    }

    [Fact]
    public async Task A_command_is_as_long_as_a_program_can_be_told_and_no_longer()
    {
        using Bench bench = new();
        string longest = "echo ${#0} #".PadRight(131_071, 'x');

        (await bench.Run("exec", new { command = longest })).IsError.ShouldBeFalse();
        (await bench.Run("exec", new { command = longest + "x" })).Outcome.ShouldBe("refused");
        (await bench.Run("exec", new { argv = Enumerable.Repeat("echo", 1).Concat(Enumerable.Repeat(new string('x', 100_000), 20)) })).Outcome.ShouldBe("refused");
    }

    /// <summary>C9: who asks stands in the context; arguments of the same names say nothing.</summary>
    [Fact]
    public async Task Arguments_do_not_say_who_asks_or_where_it_runs()
    {
        using Bench bench = new();
        ToolRunContext context = Bench.Context with { Env = new Dictionary<string, string>(StringComparer.Ordinal) { ["TZ"] = "Asia/Tokyo" } };
        string text = (await bench.Run(
            "exec",
            new { command = "echo $TZ $EXTRA; pwd; tail -n +2 /proc/net/route", tenant = "other", agentId = "other", sandboxed = false, network = true, workspaceAccess = "none", env = new { EXTRA = "x", PATH = "/workspace" } },
            context)).Text;

        text.ShouldBe("Asia/Tokyo\n/workspace\n");
        Directory.EnumerateDirectories(Path.Combine(bench.State, "workspaces")).Select(Path.GetFileName).ShouldBe(["default"]);
    }

    [Fact]
    public async Task A_variable_that_changes_what_runs_is_refused()
    {
        using Bench bench = new();
        foreach (string name in new[] { "PATH", "LD_PRELOAD", "BASH_ENV", "ENV", "IFS", "NODE_OPTIONS", "BASH_FUNC_is%%" })
        {
            (await bench.Run("exec", new { command = "true" }, Bench.Context with { Env = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = "x" } })).Outcome.ShouldBe("refused", name);
        }
    }

    [Fact]
    public async Task A_session_without_a_sandbox_runs_only_what_was_decided()
    {
        using Bench bench = new();
        ToolRunContext free = Bench.Context with { Sandboxed = false };

        (await bench.Run("exec", new { command = "touch ran" }, free)).Outcome.ShouldBe("refused");
        (await bench.Run("exec", new { command = "touch ran" }, free with { Cwd = "/workspace", ExecSteps = [Step("always", "/usr/bin/echo", "echo", "decided")] })).Text.ShouldBe("decided\n");
        File.Exists(Path.Combine(bench.Workspace, "ran")).ShouldBeFalse();
    }

    /// <summary>E2, E4: what was decided is what runs, whatever the command says; a shell reads nothing in its words.</summary>
    [Fact]
    public async Task Steps_run_as_they_stand()
    {
        using Bench bench = new();
        (await Run(bench, Step("always", "/usr/bin/printf", "printf", "%s\n", "it's", "$(touch ran)", "`touch ran`", "a\nb", "*", "\\", "-n", "!x", "; touch ran")))
            .Text.ShouldBe("it's\n$(touch ran)\n`touch ran`\na\nb\n*\n\\\n-n\n!x\n; touch ran\n");
        (await Run(bench, Step("always", "/usr/bin/printf", "printf", "b\na\n"), Step("piped", "/usr/bin/sort", "sort"), Step("onSuccess", "/usr/bin/echo", "echo", "yes"))).Text.ShouldBe("a\nb\nyes\n");
        (await Run(bench, Step("always", "/usr/bin/false", "false"), Step("onSuccess", "/usr/bin/echo", "echo", "no"), Step("onFailure", "/usr/bin/echo", "echo", "else"), Step("always", "/usr/bin/echo", "echo", "end")))
            .Text.ShouldBe("else\nend\n");
        // The first word is the one that the program is told, not the path that it was found at.
        (await Run(bench, Step("always", RealPath("/bin/sh"), "-name'd", "-c", "cat /proc/$$/cmdline | tr '\\0' ' '"))).Text.ShouldStartWith("-name'd -c ");
        Directory.EnumerateFileSystemEntries(bench.Workspace).ShouldBeEmpty();
    }

    /// <summary>E8: another program than the one that was decided on does not run, nor does any beside it.</summary>
    [Fact]
    public async Task A_program_that_changed_since_does_not_run()
    {
        using Bench bench = new();
        ToolExecStep echo = Step("always", "/usr/bin/echo", "echo", "ran"), other = Step("always", "/usr/bin/env", "env") with { ContentHash = new string('0', 64) };

        foreach (ToolExecStep[] steps in new ToolExecStep[][] { [other], [echo, other], [echo with { Program = "/usr/bin/nothing" }] })
        {
            ToolRunResult result = await Run(bench, steps);
            (result.ExitCode, result.IsError).ShouldBe((126, true));
            result.Text.ShouldNotContain("ran\n");
        }
    }

    [Fact]
    public async Task Steps_that_cannot_be_understood_are_refused()
    {
        using Bench bench = new();
        ToolExecStep echo = Step("always", "/usr/bin/echo", "echo", "ran");

        foreach (ToolExecStep[] steps in new ToolExecStep[][]
        {
            [], [echo, echo with { Link = "later" }], [echo with { Program = "echo" }], [echo with { Argv = [] }], [echo with { Argv = ["a\0b"] }], [echo with { ContentHash = "" }],
        })
        {
            (await Run(bench, steps)).Outcome.ShouldBe("refused");
        }
    }

    [Fact]
    public async Task A_tool_that_there_is_not_and_limits_that_are_none_are_refused()
    {
        using Bench bench = new();
        (await bench.Run("browser", new { })).Outcome.ShouldBe("refused");
        (await bench.Run("exec", "text")).Outcome.ShouldBe("refused");
        (await bench.Run("exec", new { command = "true" }, Bench.Context with { WorkspaceAccess = "all" })).Outcome.ShouldBe("refused");
        foreach ((int timeout, int output) in new[] { (0, 1000), (600_001, 1000), (1000, 0), (1000, 200_001) })
        {
            (await bench.Executor.Run(bench.Call("exec", new { command = "true" }, timeoutMs: timeout, maxOutput: output), TestContext.Current.CancellationToken)).Outcome.ShouldBe("refused");
        }
    }

    private static Task<ToolRunResult> Run(Bench bench, params ToolExecStep[] steps) =>
        bench.Run("exec", new { command = "touch ran" }, Bench.Context with { Cwd = "/workspace", ExecSteps = steps });

    private static ToolExecStep Step(string link, string program, params string[] argv) => new()
    {
        Link = link,
        Program = program,
        ContentHash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(program))),
        Argv = argv,
    };

    private static string RealPath(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
