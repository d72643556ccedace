using System.Security.Cryptography;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Support;

namespace Moltbot.Runner.Tests.Tools;

/// <summary>What words mean inside of a sandbox, and that what was decided over it is what starts; attacks E6, E8, F2.</summary>
public sealed class FactsTests
{
    [Fact]
    public async Task Programs_are_found_as_the_sandbox_finds_them()
    {
        using Bench bench = new();
        await bench.Shell("printf '#!/bin/sh -e\\necho hi\\n' >tool; chmod +x tool; ln -s tool link; ln -s /usr/bin/python3 py; mkdir sub ls; touch plain");

        ToolFacts facts = await Find(bench, ["ls", "./tool", "sub/../link", "/usr/bin/env", "plain", "./plain", "missing", "sub", "a\nb", "-x", "$(touch ran)"], []);

        facts.Cwd.ShouldBe("/workspace");
        facts.Programs.Select(static fact => $"{fact.Word}: {fact.Path} {fact.RealPath} {fact.Interpreter}").ShouldBe(
        [
            $"ls: /usr/bin/ls {RealPath("/usr/bin/ls")} ", "./tool: /workspace/tool /workspace/tool /bin/sh -e",
            "sub/../link: /workspace/link /workspace/tool /bin/sh -e", $"/usr/bin/env: /usr/bin/env {RealPath("/usr/bin/env")} ",
        ]);
        facts.Programs[0].ContentHash.ShouldBe(HashOf(RealPath("/usr/bin/ls")));
        File.Exists(Path.Combine(bench.Workspace, "ran")).ShouldBeFalse();
    }

    [Fact]
    public async Task Scripts_are_files_of_the_folder()
    {
        using Bench bench = new();
        await bench.Shell("mkdir sub; echo 1 >sub/x.py; ln -s x.py sub/y.py; ln -s /etc/passwd sub/z.py");

        ToolFacts facts = await Find(bench, ["env"], ["x.py", "y.py", "z.py", "missing.py", "/workspace/sub/x.py"], "sub");

        facts.Cwd.ShouldBe("/workspace/sub");
        facts.Scripts.Select(static fact => $"{fact.Word}: {fact.RealPath}").ShouldBe(
            ["x.py: /workspace/sub/x.py", "y.py: /workspace/sub/x.py", "/workspace/sub/x.py: /workspace/sub/x.py"], "the sandbox has no /etc/passwd");
        facts.Scripts[0].ContentHash.ShouldBe(HashOf(Path.Combine(bench.Workspace, "sub", "x.py")));
    }

    [Fact]
    public async Task A_folder_is_told_with_links_followed()
    {
        using Bench bench = new();
        await bench.Shell("mkdir real; ln -s real link");

        (await Find(bench, ["env"], [], "link")).Cwd.ShouldBe("/workspace/real");
        (await bench.Executor.Run(Asking(bench, ["env"], [], "missing"), TestContext.Current.CancellationToken)).Outcome.ShouldBe("refused");
        (await bench.Executor.Run(Asking(bench, ["env"], [], "/etc"), TestContext.Current.CancellationToken)).Outcome.ShouldBe("refused");
    }

    [Fact]
    public async Task Words_that_are_none_are_refused()
    {
        using Bench bench = new();
        foreach (string[] words in new string[][] { [], [""], ["a\0b"], [new string('x', 4097)], [.. Enumerable.Repeat("x", 129)] })
        {
            (await bench.Executor.Run(Asking(bench, words, []), TestContext.Current.CancellationToken)).Outcome.ShouldBe("refused");
        }
    }

    [Fact]
    public async Task A_folder_or_a_script_that_is_another_since_starts_nothing()
    {
        using Bench bench = new();
        await bench.Shell("mkdir real other; echo 'touch /workspace/ran' >real/x; ln -s x real/y; ln -s other link");
        ToolExecFile script = new() { Word = "x", Path = "/workspace/real/x", ContentHash = HashOf(Path.Combine(bench.Workspace, "real", "x")) };
        ToolRunContext decided = Bench.Context with { Cwd = "/workspace/real", ExecSteps = [Shell("x")], ExecFiles = [script] };

        foreach (ToolRunContext changed in new[]
        {
            decided with { Cwd = "/workspace/link" }, decided with { ExecFiles = [script with { ContentHash = new string('0', 64) }] },
            decided with { ExecSteps = [Shell("y")], ExecFiles = [script with { Word = "y", Path = "/workspace/other/x" }] },
        })
        {
            ToolRunResult result = await bench.Run("exec", new { command = "x", workdir = "other" }, changed);
            (result.ExitCode, File.Exists(Path.Combine(bench.Workspace, "ran"))).ShouldBe((126, false), result.Text);
        }

        (await bench.Run("exec", new { command = "x" }, decided with { Cwd = null })).Outcome.ShouldBe("refused");
        (await bench.Run("exec", new { command = "x" }, decided)).ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(bench.Workspace, "ran")).ShouldBeTrue();
    }

    /// <summary>E8: a step may put another program in a later one's place; that was not decided on.</summary>
    [Fact]
    public async Task What_a_step_changes_the_next_one_does_not_run()
    {
        using Bench bench = new();
        await bench.Shell("printf '#!/bin/sh\\necho good\\n' >tool; printf '#!/bin/sh\\necho evil\\n' >evil; chmod +x tool evil");
        ToolExecStep tool = new() { Link = "onSuccess", Program = "/workspace/tool", ContentHash = HashOf(Path.Combine(bench.Workspace, "tool")), Argv = ["./tool"] };
        ToolExecStep cp = new() { Link = "always", Program = RealPath("/usr/bin/cp"), ContentHash = HashOf(RealPath("/usr/bin/cp")), Argv = ["cp", "evil", "tool"] };

        (await bench.Run("exec", new { command = "x" }, Bench.Context with { Cwd = "/workspace", ExecSteps = [tool] })).Text.ShouldBe("good\n");
        ToolRunResult result = await bench.Run("exec", new { command = "x" }, Bench.Context with { Cwd = "/workspace", ExecSteps = [cp, tool] });

        result.ExitCode.ShouldBe(126);
        result.Text.ShouldNotContain("evil");
    }

    private static async Task<ToolFacts> Find(Bench bench, string[] programs, string[] scripts, string? folder = null)
    {
        ToolRunResult result = await bench.Executor.Run(Asking(bench, programs, scripts, folder), TestContext.Current.CancellationToken);
        result.Facts.ShouldNotBeNull(result.Text);
        return result.Facts;
    }

    private static ToolRunParams Asking(Bench bench, string[] programs, string[] scripts, string? folder = null) =>
        bench.Call("exec", new { command = "touch ran", workdir = folder }) with { Lookup = new ToolLookup { Programs = programs, Scripts = scripts } };

    private static ToolExecStep Shell(string script) => new()
    {
        Link = "always", Program = RealPath("/bin/sh"), ContentHash = HashOf(RealPath("/bin/sh")), Argv = ["sh", script],
    };

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static string RealPath(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
