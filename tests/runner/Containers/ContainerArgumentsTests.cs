using Moltbot.Policy.Sandboxes;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Containers;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Tests.Containers;

/// <summary>The command that makes a container is a closed list; attacks X1, X3, F1.</summary>
public sealed class ContainerArgumentsTests
{
    private const string Image = "sha256:0123";
    private const string Options = """
        run --rm --interactive --sig-proxy=false --pull never --stop-signal KILL --name NAME --label STATE --label PROCESS --log-driver none
        --network none --ipc private --cgroupns private --hostname sandbox --user 65534:65534 --cap-drop ALL --security-opt no-new-privileges --read-only
        --oom-score-adj 900 --ulimit core=0:0 --ulimit nofile=1024:1024 --ulimit nproc=8704:8704 --pids-limit 130 --memory 1207959552 --memory-swap 1207959552
        --tmpfs /tmp:rw,exec,nosuid,nodev,size=67108864,mode=1777 --shm-size 67108864
        --mount type=bind,source=/state/w,target=/workspace,bind-propagation=rprivate
        --workdir /workspace --no-healthcheck --entrypoint /usr/bin/env
        """;

    /// <summary>X1: word for word. What is added here has to be meant.</summary>
    [Fact]
    public void Docker_gets_these_options_and_no_others() => Before(Of(Docker())).ShouldBe(Words(Options));

    /// <summary>X1: podman's differ where its own defaults are wider.</summary>
    [Fact]
    public void Podman_gets_the_same_and_what_narrows_it() => Before(Of(Podman())).ShouldBe(Words(Options.Replace(
        "--read-only\n", "--read-only --read-only-tmpfs=false --image-volume ignore --security-opt seccomp=/state/containers/seccomp.json --pid private --uts private --detach-keys=\n", StringComparison.Ordinal)));

    /// <summary>X1: whatever a call says stands behind the image, where the engine reads no option, and behind the words of ours there.</summary>
    [Fact]
    public void No_word_of_a_call_becomes_an_option()
    {
        string[] hostile = ["--privileged", "-v/:/host", "--mount", "--network=host", "--pid=host", "--device=/dev/mem", "docker.sock", "--"];
        SandboxRequest request = Request() with { Argv = ["/bin/sh", .. hostile] };
        request = request with { Place = request.Place with { Environment = [.. hostile.Select(static word => new KeyValuePair<string, string>("X", word)), new("DOCKER_HOST", "tcp://evil")] } };

        IReadOnlyList<string> words = Of(Docker(), request: request);

        Before(words).ShouldBe(Words(Options));
        words.TakeLast(hostile.Length + 1).ShouldBe(["/bin/sh", .. hostile]);
        Behind(words).Take(2).ShouldBe(["-i", "--"]);
        Behind(words).Skip(2).TakeWhile(static word => word.Contains('=', StringComparison.Ordinal)).Count().ShouldBe(SandboxPlace.Variables.Count + hostile.Length + 1);
    }

    /// <summary>X1: numbers of a document narrow what stands there, and below what an engine can begin with it is set inside.</summary>
    [Fact]
    public void A_document_changes_numbers_and_only_downwards()
    {
        var place = Request().Place with { Limits = new ToolSandboxLimits { MemoryBytes = 32 << 20, Processes = 5, OpenFiles = 9, FileBytes = long.MaxValue, CpuSeconds = -1 } };

        IReadOnlyList<string> words = Of(Docker(), request: Request() with { Place = place });

        Before(words).Except(Words(Options)).ShouldBe(["7", "167772160"]);
        Behind(words).SkipWhile(static word => word != "/usr/bin/prlimit").Take(7)
            .ShouldBe(["/usr/bin/prlimit", "--core=0", "--data=33554432", "--nofile=9", "--fsize=268435456", "--cpu=300", "--"]);
    }

    /// <summary>X1: the agent's folder is there to read, where it is seen at all.</summary>
    [Fact]
    public void The_agents_folder_is_read_only() => Before(Of(Docker(), request: Request() with { Place = Request().Place with { Agent = "/state/a" } })).Except(Words(Options))
        .ShouldBe(["type=bind,source=/state/a,target=/agent,bind-propagation=rprivate,readonly"]);

    /// <summary>X1, F1: a folder whose path would end a value of the list, or begin another, is mounted nowhere.</summary>
    [Theory]
    [InlineData("/state/a,target=/etc")]
    [InlineData("/state/a:/etc")]
    [InlineData("/state/\"a")]
    [InlineData("/state/a\nb")]
    [InlineData("state")]
    public void A_folder_with_a_name_that_says_more_is_refused(string folder)
    {
        Should.Throw<IOException>(() => Of(Docker(), request: Request() with { Place = Request().Place with { Workspace = folder } }));
        Should.Throw<IOException>(() => Of(Docker(), request: Request() with { Place = Request().Place with { Agent = folder } }));
    }

    /// <summary>X3: a network is one that whoever runs the runner named, and never the host's.</summary>
    [Fact]
    public void A_network_is_the_one_that_was_named()
    {
        SandboxRequest granted = Request() with { Place = Request().Place with { Network = true } };

        Before(Of(Docker("tools"), request: granted)).Except(Words(Options)).ShouldBe(["tools"]);
        Before(Of(Docker("tools"))).ShouldBe(Words(Options));
    }

    /// <summary>X1: whoever the runner is, containers run as nobody who owns the machine.</summary>
    [Fact]
    public void They_never_run_as_root()
    {
        Should.Throw<IOException>(static () => Of(Docker() with { SandboxUser = 0 }));
        IReadOnlyList<string> words = Of(Podman(), new HostUser(IsRoot: false) { Id = 1001, Group = 1002 });

        words.ShouldContain("1001:1002");
        words.SkipWhile(static word => word != "--userns").Take(2).ShouldBe(["--userns", "keep-id"]);
        Should.Throw<IOException>(static () => Of(Docker(), new HostUser(IsRoot: false) { Id = 0, Group = 0 }));
    }

    /// <summary>It ends by itself when its time and a minute are over, should nobody have ended it.</summary>
    [Fact]
    public void It_has_an_end_of_its_own() => Of(Docker(), request: Request() with { Longest = TimeSpan.FromSeconds(30) }).SkipWhile(static word => word != "-c").ElementAt(3).ShouldBe("90");

    private static RunnerOptions Docker(string? network = null) => new() { State = "/state", BackEnd = SandboxBackEnd.Parse("docker", "tools:1", network, null) };

    private static RunnerOptions Podman() => new() { State = "/state", BackEnd = SandboxBackEnd.Parse("podman", "tools:1", null, null) };

    private static SandboxRequest Request() => new(new SandboxPlace("/state/w", null, Network: false, []), ["/bin/true"]) { MaxChars = 1 };

    private static IReadOnlyList<string> Of(RunnerOptions options, HostUser? user = null, SandboxRequest? request = null)
    {
        var (labels, container) = (new ContainerLabels(options.State), new ContainerName("moltbot.run=1"));
        return
        [
            .. new ContainerArguments(options, user ?? new HostUser(IsRoot: true), labels).Of(request ?? Request(), container, Image)
                .Select(word => word == container.Name ? "NAME" : word == labels.OfState ? "STATE" : word == container.Lifeline ? "PROCESS" : word),
        ];
    }

    private static IEnumerable<string> Before(IEnumerable<string> words) => words.TakeWhile(static word => word != Image);

    private static IEnumerable<string> Behind(IEnumerable<string> words) => words.SkipWhile(static word => word != Image).Skip(1);

    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
