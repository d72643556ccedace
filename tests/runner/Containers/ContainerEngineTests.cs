using Moltbot.Policy.Sandboxes;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Containers;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tests.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Containers;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Containers;

/// <summary>Engines that do not do what they are asked, or more than that; attack X1.</summary>
public sealed class ContainerEngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("engine-").FullName;

    private string Broken => Path.Combine(_folder, "broken");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Nothing runs beside what a runner before this one left: a removal that failed is said, and tried again.</summary>
    [Fact]
    public async Task What_is_left_has_to_be_gone_before_anything_runs()
    {
        TestEngine real = SandboxSuite.EngineOf(SandboxBackEndKind.Docker)!;
        using Bench bench = new(engine: WhichMayNotRemove(real));
        string left = real.Do("run", "--detach", "--network", "none", "--stop-signal", "KILL", "--label", new ContainerLabels(bench.State).OfState, TestEngine.Image, "/usr/bin/sleep", "600").Trim();
        try
        {
            await File.WriteAllTextAsync(Broken, "", TestContext.Current.CancellationToken);
            (await bench.Executor.Problem(TestContext.Current.CancellationToken)).ShouldBe("docker does not remove what a runner before this one left: broken");
            (await bench.Run("exec", new { command = "touch ran" })).Outcome.ShouldBe(ToolOutcomes.Unavailable);

            File.Delete(Broken);
            (await bench.Shell("ls")).ShouldBe("(no output)");
            Containers(real, bench).ShouldBeEmpty();
        }
        finally
        {
            if (Containers(real, bench).Length > 0)
            {
                real.Do("rm", "--force", left);
            }
        }
    }

    /// <summary>Where a container cannot be ended, no other one gets its folder until it is.</summary>
    [Fact]
    public async Task One_that_could_not_be_removed_is_gone_before_the_next_of_its_folder()
    {
        TestEngine real = SandboxSuite.EngineOf(SandboxBackEndKind.Docker)!;
        using Bench bench = new(engine: WhichMayNotRemove(real));
        await bench.Shell("true");
        var go = new Fifo(bench.Workspace, "go");
        Task<ToolRunResult> running = bench.Executor.Run(bench.Call("exec", new { command = "exec 3<>go; read x <&3" }), TestContext.Current.CancellationToken);
        await Waits.Until(go.IsRead, "the program to begin");
        await File.WriteAllTextAsync(Broken, "", TestContext.Current.CancellationToken);

        // The engine's program of this call ends, and its container does not.
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(static folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            if (Line(process) is var line && line.Contains(new ContainerLabels(bench.State).OfState, StringComparison.Ordinal) && line.Contains("\0run\0", StringComparison.Ordinal))
            {
                using var client = System.Diagnostics.Process.GetProcessById(int.Parse(Path.GetFileName(process), System.Globalization.CultureInfo.InvariantCulture));
                client.Kill();
            }
        }

        (await running.InTime()).Outcome.ShouldBe(ToolOutcomes.Unknown);
        go.IsRead().ShouldBeTrue();
        (await bench.Run("exec", new { command = "touch ran" })).Outcome.ShouldBe(ToolOutcomes.Unavailable);
        (await bench.Shell("echo elsewhere", Bench.Context with { AgentId = "other" })).ShouldBe("elsewhere\n");

        File.Delete(Broken);
        (await bench.Shell("ls")).ShouldBe("go\n");
        go.IsRead().ShouldBeFalse();
        Containers(real, bench).ShouldBeEmpty();
    }

    /// <summary>What an engine's own settings add to each container is found before anything runs in one.</summary>
    [Theory]
    [InlineData(SandboxBackEndKind.Docker, "--volume /usr/share:/more:ro", "docker mounts what nobody asked for: /more;")]
    [InlineData(SandboxBackEndKind.Docker, "--cap-add CHOWN", "programs in a container of docker may make user namespaces, have capabilities")]
    [InlineData(SandboxBackEndKind.Podman, "volumes = [\"/usr/share:/more:ro\"]", "podman mounts what nobody asked for: /more;")]
    public async Task More_than_was_asked_for_is_refused(SandboxBackEndKind kind, string more, string problem)
    {
        TestEngine real = SandboxSuite.EngineOf(kind)!;
        string settings = Path.Combine(_folder, "containers.conf");
        await File.WriteAllTextAsync(settings, $"[containers]\n{more}\n", TestContext.Current.CancellationToken);
        using Bench bench = new(engine: kind == SandboxBackEndKind.Docker
            ? Wrapped(real, $"if [ \"$1\" = run ]; then shift; set -- run {more} \"$@\"; fi")
            : Wrapped(real, $"export CONTAINERS_CONF={settings}"));

        (await bench.Executor.Problem(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldStartWith(problem);
        (await bench.Run("exec", new { command = "touch ran" })).Outcome.ShouldBe(ToolOutcomes.Unavailable);
    }

    /// <summary>A question has an end also where the engine's program has begun others and goes on when they are ended.</summary>
    [Fact]
    public async Task A_question_has_an_end()
    {
        var program = Path.Combine(_folder, "slow");
        Write(program, "while :; do sleep 3; done");
        var options = new RunnerOptions { State = _folder, BackEnd = SandboxBackEnd.Parse("docker", "tools:1", null, null), Engine = program };
        using var enough = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        (await new ContainerEngine(options, HostUser.Current).Ask(["ps"], enough.Token).InTime()).Ending.ShouldBe(ProcessEnding.Cancelled);
    }

    private TestEngine WhichMayNotRemove(TestEngine real) => Wrapped(real, $"if [ \"$1\" = rm ] && [ -e {Broken} ]; then echo broken >&2; exit 1; fi");

    private TestEngine Wrapped(TestEngine real, string before)
    {
        string program = Path.Combine(_folder, "engine");
        Write(program, $"{before}\nexec {real.Program} \"$@\"");
        return real with { Program = program };
    }

    private static void Write(string program, string script)
    {
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static string[] Containers(TestEngine engine, Bench bench) => engine.Do("ps", "--all", "--quiet", "--filter", $"label={new ContainerLabels(bench.State).OfState}")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Line(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
