using Moltbot.Policy.Sandboxes;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Containers;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tests.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.Runner.Workspaces;
using Moltbot.TestSupport.Containers;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Containers;

/// <summary>What is particular about containers: they are no children of their runner, an engine makes them, and what they hold is an image.</summary>
public sealed class ContainerSandboxTests
{
    /// <summary>Says that it began, and waits for a word that nobody says.</summary>
    private const string Waiting = "exec 3<>go; echo ready >begun; read x <&3; touch late";

    /// <summary>What both engines make a container with on any machine.</summary>
    private static readonly string[] Plain = ["--network", "none", "--stop-signal", "KILL", "--ulimit", "nproc=4096:4096", "--ulimit", "nofile=1024:1024"];

    public static TheoryData<SandboxBackEndKind> Engines => [SandboxBackEndKind.Docker, SandboxBackEndKind.Podman];

    /// <summary>X1: a runner that is killed lets go of what stands by, which ends what it made; nobody else has to.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task It_ends_when_its_runner_is_gone(SandboxBackEndKind kind)
    {
        TestEngine engine = SandboxSuite.EngineOf(kind)!;
        using Bench bench = new(engine: engine);
        (Task<ToolRunResult> running, Fifo go) = await Begin(bench);

        bench.Executor.LetGo();

        (await running.InTime()).IsError.ShouldBeTrue();
        go.IsRead().ShouldBeFalse("a program of a runner that is gone is still there");
        Containers(engine, bench).ShouldBeEmpty();
        // What is made afterwards is not looked for, also within the seconds in which it looks.
        (await bench.Shell("sleep 3; echo done")).ShouldBe("done\n");
        File.Exists(Path.Combine(bench.Workspace, "late")).ShouldBeFalse();
    }

    /// <summary>X1: the engine's program at this end is not the container; where it is killed, or asked to end, the answer comes when that is gone too and does not say that it ended.</summary>
    [Theory]
    [InlineData(SandboxBackEndKind.Docker, "KILL")]
    [InlineData(SandboxBackEndKind.Docker, "TERM")]
    [InlineData(SandboxBackEndKind.Podman, "KILL")]
    [InlineData(SandboxBackEndKind.Podman, "TERM")]
    public async Task It_is_gone_when_the_answer_comes_whoever_ended_the_engines_program(SandboxBackEndKind kind, string signal)
    {
        TestEngine engine = SandboxSuite.EngineOf(kind)!;
        using Bench bench = new(engine: engine);
        (Task<ToolRunResult> running, Fifo go) = await Begin(bench);

        // The container that was tried at the begin may be listed until its engine has put it away.
        string[] names = [];
        await Waits.Until(() => (names = engine.Do("ps", "--filter", $"label={new ContainerLabels(bench.State).OfState}", "--format", "{{.Names}}").Split('\n', StringSplitOptions.RemoveEmptyEntries)).Length == 1, "one container");
        Signal(ClientOf(names[0]), signal);

        ToolRunResult result = await running.InTime();
        (result.Outcome, result.Text, result.ExitCode).ShouldBe((ToolOutcomes.Unknown, "what ran it was lost; how it ended is not known", null));
        go.IsRead().ShouldBeFalse("a program that nobody waits for is still there");
        Containers(engine, bench).ShouldBeEmpty();
    }

    /// <summary>X1: whatever a runner before this one left is removed before the first container of this one, and nobody else's is.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_a_runner_before_left_is_removed_at_the_next_begin(SandboxBackEndKind kind)
    {
        TestEngine engine = SandboxSuite.EngineOf(kind)!;
        using Bench bench = new(engine: engine);
        string[] Left(string state) =>
            ["run", "--detach", .. Plain, "--label", new ContainerLabels(state).OfState, TestEngine.Image, "/usr/bin/sleep", "600"];
        string other = bench.State + "-other";
        engine.Do(Left(bench.State));
        string stays = engine.Do(Left(other)).Trim();
        try
        {
            (await bench.Shell("echo done")).ShouldBe("done\n");

            Containers(engine, bench).ShouldBeEmpty();
            engine.Do("ps", "--quiet", "--no-trunc", "--filter", $"label={new ContainerLabels(other).OfState}").Trim().ShouldBe(stays);
        }
        finally
        {
            engine.Do("rm", "--force", stays);
        }
    }

    /// <summary>The last bound, inside: where neither a runner nor what stands by for it is left.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task It_ends_by_itself_when_its_time_is_over(SandboxBackEndKind kind)
    {
        TestEngine engine = SandboxSuite.EngineOf(kind)!;
        using Bench bench = new(engine: engine);
        await bench.Shell("true");
        var sandbox = new ContainerSandbox(bench.Options, HostUser.Current, new WorkspaceFolders(bench.Options, HostUser.Current), new TestLogger<ContainerSandbox>());

        // A minute is added to it.
        SandboxEnd end = await sandbox.Run(
            new SandboxRequest(new SandboxPlace(bench.Workspace, null, Network: false, []), ["/bin/sh", "-c", "setsid sleep 600 & sleep 600"]) { MaxChars = 1, Longest = TimeSpan.FromSeconds(-59) },
            CancellationToken.None,
            TestContext.Current.CancellationToken).InTime();

        sandbox.LetGo();
        end.ExitCode.ShouldBe(137);
        Containers(engine, bench).ShouldBeEmpty();
    }

    /// <summary>X3: a network that the runner's operator named is there for calls that were granted one, and for no others. Where it leads is the engine's.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_network_that_was_named_is_had_by_calls_that_were_granted_one_and_by_no_others(SandboxBackEndKind kind)
    {
        TestEngine engine = SandboxSuite.EngineOf(kind)!;
        Assert.SkipWhen(kind == SandboxBackEndKind.Podman, "podman's networks need nftables or iptables, which the tests do not touch");
        string network = $"moltbot-test-{Guid.NewGuid():N}";
        engine.Do("network", "create", "--internal", network);
        try
        {
            using Bench bench = new(engine: engine, change: options => options with { BackEnd = engine.BackEnd(network: network) });
            const string Devices = "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' ' | sort | tr '\\n' ' '";

            (await bench.Shell(Devices, Bench.Context with { Network = true })).ShouldBe("eth0 lo ");
            (await bench.Shell(Devices)).ShouldBe("lo ");
            using Bench none = new(engine: engine, change: options => options with { BackEnd = engine.BackEnd(network: "moltbot-no-such-network") });
            (await none.Executor.Problem(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldStartWith("docker has no network moltbot-no-such-network (");
        }
        finally
        {
            engine.Do("network", "rm", network);
        }
    }

    /// <summary>What is in the way is said, with what to do; and until it is mended nothing runs.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_image_that_is_not_there_or_lacks_something_is_said_to(SandboxBackEndKind kind)
    {
        TestEngine engine = SandboxSuite.EngineOf(kind)!;
        string name = engine.Kind == SandboxBackEndKind.Docker ? "docker" : "podman";
        using Bench none = new(engine: engine, change: options => options with { BackEnd = engine.BackEnd("moltbot-no-such-image:1") });
        (await none.Executor.Problem(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            said => said.ShouldStartWith($"{name} has no image moltbot-no-such-image:1, and none is pulled ("),
            said => said.ShouldEndWith($"; {name} pull or load it first"));
        (await none.Run("exec", new { command = "touch ran" })).Outcome.ShouldBe(ToolOutcomes.Unavailable);
        File.Exists(Path.Combine(none.Workspace, "ran")).ShouldBeFalse();

        const string Poor = "moltbot-poor-image-test:1", Volumes = "moltbot-volume-image-test:1";
        try
        {
            // The image of the tests without some of its programs, and with a volume.
            string made = $"moltbot-image-test-{Guid.NewGuid():N}";
            engine.Do(["run", "--name", made, .. Plain, TestEngine.Image, "/usr/bin/rm", "/usr/bin/sha256sum", "/usr/bin/bash"]);
            engine.Do("commit", made, Poor);
            engine.Do("commit", "--change", "VOLUME /data", made, Volumes);
            engine.Do("rm", "--force", made);

            using Bench poor = new(engine: engine, change: options => options with { BackEnd = engine.BackEnd(Poor) });
            (await poor.Executor.Problem(TestContext.Current.CancellationToken)).ShouldBe(
                $"the image {Poor} lacks /bin/bash /usr/bin/sha256sum; it needs bash, coreutils, findutils, grep and util-linux in /usr/bin and /bin, as Debian's have them");
            using Bench volumes = new(engine: engine, change: options => options with { BackEnd = engine.BackEnd(Volumes) });
            (await volumes.Executor.Problem(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldStartWith($"the image {Volumes} declares volumes");
        }
        finally
        {
            engine.Do("rmi", "--force", Poor, Volumes);
        }
    }

    /// <summary>No engine at all, and one that nobody answers for.</summary>
    [Fact]
    public async Task An_engine_that_is_not_there_is_said_to_be_missing()
    {
        using Bench missing = Without(SandboxBackEnd.Parse("docker", "tools:1", null, null), "/nonexistent/docker");
        (await missing.Executor.Problem(TestContext.Current.CancellationToken)).ShouldBe("docker is missing (looked for /nonexistent/docker; Debian: apt-get install docker.io)");

        TestEngine engine = SandboxSuite.EngineOf(SandboxBackEndKind.Docker)!;
        using Bench silent = Without(SandboxBackEnd.Parse("docker", "tools:1", null, "/nonexistent/docker.sock"), engine.Program);
        (await silent.Executor.Problem(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            static said => said.ShouldStartWith("docker does not answer: "), static said => said.ShouldContain("/nonexistent/docker.sock"));
        (await silent.Run("exec", new { command = "true" })).Outcome.ShouldBe(ToolOutcomes.Unavailable);
    }

    private static Bench Without(SandboxBackEnd backEnd, string program) => new(change: options => options with { BackEnd = backEnd, Engine = program });

    private static async Task<(Task<ToolRunResult> Running, Fifo Go)> Begin(Bench bench)
    {
        (Fifo begun, Fifo go) = (new Fifo(bench.Workspace, "begun"), new Fifo(bench.Workspace, "go"));
        Task<string> said = begun.Said();
        Task<ToolRunResult> running = bench.Executor.Run(bench.Call("exec", new { command = Waiting }), TestContext.Current.CancellationToken);
        await said.InTime();
        go.IsRead().ShouldBeTrue();
        return (running, go);
    }

    private static string[] Containers(TestEngine engine, Bench bench) => engine.Do("ps", "--all", "--quiet", "--filter", $"label={new ContainerLabels(bench.State).OfState}")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The process that was started to make a container; the one of a wrapper's behind it.</summary>
    private static int ClientOf(string container) => Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(static name => int.TryParse(name, out _))
        .Where(process => Arguments(process!) is ['/', ..] line && line.Contains($"--name\0{container}\0", StringComparison.Ordinal) && !line.Contains("conmon", StringComparison.Ordinal))
        .Select(static process => int.Parse(process!, System.Globalization.CultureInfo.InvariantCulture)).ShouldHaveSingleItem();

    private static void Signal(int process, string signal)
    {
        using var kill = System.Diagnostics.Process.Start("/bin/kill", ["-s", signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static string Arguments(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
