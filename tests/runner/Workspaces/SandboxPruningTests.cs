using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.Runner.Tools;
using Moltbot.Runner.Web;
using Moltbot.Runner.Workspaces;
using Moltbot.TestSupport.Mcp;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Workspaces;

/// <summary>Sandboxes whose time is over are thrown away, those in use and workspaces never, and whatever lies in one nothing else is touched; attacks F1, F2, X1 and B6.</summary>
public sealed class SandboxPruningTests
{
    private static readonly ToolRunContext Own = Bench.Context with { WorkspaceAccess = "none", SessionId = "first", Life = new ToolSandboxLife { IdleMinutes = 30, MaxAgeMinutes = 0 } };

    /// <summary>Another sandbox, by whose use a look is made.</summary>
    private static readonly ToolRunContext Other = Own with { AgentId = "other", SandboxKey = "agent:other", Life = null };

    [Fact]
    public async Task One_that_nobody_used_for_long_is_thrown_away_and_the_next_call_finds_a_new_one()
    {
        using Bench bench = new();
        await bench.Shell("echo kept >mine", Own);

        await After(bench, TimeSpan.FromMinutes(30));
        File.Exists(Path.Combine(FolderOf(bench, Own), "mine")).ShouldBeTrue("its time is not over before it is");
        await After(bench, TimeSpan.FromMinutes(6));

        Left(bench).ShouldBe([NameOf(Other), NameOf(Other) + ".json"]);
        (await bench.Shell("ls -A; pwd", Own)).ShouldBe("/workspace\n");
    }

    [Fact]
    public async Task Use_keeps_it_but_not_beyond_its_age()
    {
        using Bench bench = new();
        ToolRunContext aged = Own with { Life = new ToolSandboxLife { IdleMinutes = 70, MaxAgeMinutes = 60 } };
        for (var use = 0; use < 3; use++)
        {
            await bench.Shell("echo x >>uses", aged);
            await After(bench, TimeSpan.FromMinutes(40));
        }

        // It is two hours old: no turn finds it gone between two of its calls.
        (await bench.Shell("cat uses", aged)).ShouldBe("x\nx\nx\n");
        await After(bench, TimeSpan.FromMinutes(61));

        Directory.Exists(FolderOf(bench, aged)).ShouldBeFalse();
    }

    /// <summary>What the configuration switches off, and what no call ever said, is not done.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_an_end_it_stays(bool isSaid)
    {
        using Bench bench = new();
        ToolRunContext endless = Own with { Life = isSaid ? new ToolSandboxLife { IdleMinutes = 0, MaxAgeMinutes = 0 } : null };
        await bench.Shell("echo kept >mine", endless);

        await After(bench, TimeSpan.FromDays(1000));

        (await bench.Shell("cat mine", endless)).ShouldBe("kept\n");
    }

    [Fact]
    public async Task The_last_call_says_when_it_is_over()
    {
        using Bench bench = new();
        await bench.Shell("true", Own);
        await bench.Shell("true", Own with { Life = new ToolSandboxLife { IdleMinutes = 600, MaxAgeMinutes = 0 } });

        await After(bench, TimeSpan.FromMinutes(60));

        Directory.Exists(FolderOf(bench, Own)).ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_looks_more_often_than_every_five_minutes()
    {
        using Bench bench = new();
        ToolRunContext brief = Own with { Life = new ToolSandboxLife { IdleMinutes = 1, MaxAgeMinutes = 0 } };
        await bench.Shell("true", brief);

        await After(bench, TimeSpan.FromMinutes(4.9));
        Directory.Exists(FolderOf(bench, brief)).ShouldBeTrue();
        await After(bench, TimeSpan.FromMinutes(0.1));

        Directory.Exists(FolderOf(bench, brief)).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_a_call_is_made_in_stays()
    {
        using Bench bench = new();
        ToolRunContext brief = Own with { Life = new ToolSandboxLife { IdleMinutes = 1, MaxAgeMinutes = 1 } };
        await bench.Shell("true", brief);
        var go = new Fifo(FolderOf(bench, brief), "go");
        Task<ToolRunResult> running = bench.Executor.Run(bench.Call("exec", new { command = "exec 3<>go; read x <&3; ls" }, brief, timeoutMs: 600_000), TestContext.Current.CancellationToken);
        await Waits.Until(go.IsRead, "the program to begin");

        await After(bench, TimeSpan.FromMinutes(6));
        running.IsCompleted.ShouldBeFalse();
        File.WriteAllText(Path.Combine(FolderOf(bench, brief), "go"), "on\n");

        (await running.InTime()).Text.ShouldBe("go\n");
        await After(bench, TimeSpan.FromMinutes(6));
        Directory.Exists(FolderOf(bench, brief)).ShouldBeFalse("nothing goes on in it any more");
    }

    [Fact]
    public async Task One_that_a_program_waits_in_stays_until_it_has_ended()
    {
        using Bench bench = new();
        ToolRunContext brief = Own with { Life = new ToolSandboxLife { IdleMinutes = 1, MaxAgeMinutes = 0 } };
        await bench.Run("exec", new { command = "cat", background = true }, brief);

        await After(bench, TimeSpan.FromMinutes(30));
        Directory.Exists(FolderOf(bench, brief)).ShouldBeTrue();
        await bench.Executor.End(new ToolReleaseParams { Tenant = brief.Tenant, SessionKey = brief.SessionKey, SessionId = brief.SessionId });
        await After(bench, TimeSpan.FromMinutes(6));

        Directory.Exists(FolderOf(bench, brief)).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_a_server_of_tools_waits_in_stays_until_it_has_ended()
    {
        using Bench bench = new();
        ToolRunContext brief = Own with { Life = new ToolSandboxLife { IdleMinutes = 1, MaxAgeMinutes = 0 } };
        ToolRunResult answer = await bench.Executor.Run(bench.Call("mcp_shell_echo", new { what = "x" }, brief) with { Mcp = ShellServer.Of() with { Tool = "echo" } }, TestContext.Current.CancellationToken);
        answer.IsError.ShouldBeFalse(answer.Text);

        await After(bench, TimeSpan.FromMinutes(6));
        Directory.Exists(FolderOf(bench, brief)).ShouldBeTrue();
        await bench.Executor.End(new ToolReleaseParams { Tenant = brief.Tenant, SessionKey = brief.SessionKey });
        await After(bench, TimeSpan.FromMinutes(6));

        Directory.Exists(FolderOf(bench, brief)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_workspace_is_never_thrown_away()
    {
        using Bench bench = new();
        ToolSandboxLife brief = new() { IdleMinutes = 1, MaxAgeMinutes = 1 };
        await bench.Shell("echo mine >file", Own with { WorkspaceAccess = "rw", Life = brief });
        await bench.Shell("cat /agent/file >copy", Own with { WorkspaceAccess = "ro", Life = brief });

        await After(bench, TimeSpan.FromDays(100));

        File.ReadAllText(Path.Combine(bench.Workspace, "file")).ShouldBe("mine\n");
        Left(bench).ShouldBe([NameOf(Other), NameOf(Other) + ".json"]);
    }

    /// <summary>F2, B6: links lead nowhere, and no depth, number, name or permission keeps the folder.</summary>
    [Fact]
    public async Task Whatever_lies_in_one_is_deleted_and_nothing_else()
    {
        using Bench bench = new();
        string outside = Directory.CreateDirectory(Path.Combine(bench.State, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "precious"), "kept");
        File.SetUnixFileMode(outside, (UnixFileMode)0x1ff);
        await bench.Shell("echo mine >file", Own with { WorkspaceAccess = "rw" });
        await bench.Shell($$"""
            ln -s {{outside}} link; ln -s / root; ln -s .. up; ln -s link dangling; ln -s {{bench.State}}/workspaces/default/main workspace
            mkdir -p a/b locked/inner; echo x >locked/inner/file; mkfifo pipe; echo x >'-rf'; mkdir '..x' ' '; touch "$(printf 'new\nline')" "$(printf '\377')"
            i=0; while [ $i -lt 600 ]; do mkdir deepdeepdeepdeepdeepdeepdeepdeepdeepdeep && cd -P deepdeepdeepdeepdeepdeepdeepdeepdeepdeep; i=$((i+1)); done; cd /workspace
            mkdir many; seq -f many/%g 30000 | xargs touch
            chmod 000 locked/inner locked; chmod a-w a; chmod 000 .
            """, Own);

        await After(bench, TimeSpan.FromMinutes(40));

        Left(bench).ShouldBe([NameOf(Other), NameOf(Other) + ".json"]);
        File.ReadAllText(Path.Combine(outside, "precious")).ShouldBe("kept");
        File.ReadAllText(Path.Combine(bench.Workspace, "file")).ShouldBe("mine\n");
    }

    [Fact]
    public async Task A_runner_begins_with_what_one_before_it_left()
    {
        using Bench bench = new();
        await bench.Shell("echo old >mine", Own);
        string aside = Directory.CreateDirectory(Path.Combine(bench.State, "sandboxes", "removed-0")).FullName;
        File.WriteAllText(Path.Combine(aside, "half"), "deleted");
        File.SetUnixFileMode(aside, (UnixFileMode)0x1ff);
        await bench.Executor.End();
        bench.Time.Advance(TimeSpan.FromMinutes(31));

        var next = new ToolExecutor(bench.Options, bench.Time, new TestLogger<ToolExecutor>(), HostUser.Current, new PublicConnect());
        next.BeginPruning();
        await next.Pruning.InTime();

        Left(bench).ShouldBeEmpty();
    }

    /// <summary>F1: it is beside the folder, and a sandbox sees and changes none of it.</summary>
    [Fact]
    public async Task What_is_known_of_one_is_out_of_its_reach()
    {
        using Bench bench = new();
        string name = Path.GetFileName(FolderOf(bench, Own)) + ".json";
        string seen = await bench.Shell($"ls -A / /workspace /workspace/..; find / -xdev -name '{name}' 2>/dev/null; grep -rl telegram:group /workspace /tmp / --include='*.json' -s -d skip; (echo x >/workspace/../{name}) 2>/dev/null || true", Own);
        seen.ShouldContain("workspace");
        seen.ShouldNotContain(name);

        string note = File.ReadAllText(FolderOf(bench, Own) + ".json");
        note.ShouldBe("""{"tenant":"default","key":"agent:main","agentId":"main","sessionKey":"agent:main:telegram:group:-1","madeAtMs":1767268800000,"usedAtMs":1767268800000,"life":{"idleMinutes":30,"maxAgeMinutes":0}}""");
    }

    [Fact]
    public async Task A_use_is_noted_once_a_minute_at_most()
    {
        using Bench bench = new();
        await bench.Shell("true", Own);
        string path = FolderOf(bench, Own) + ".json";
        string before = File.ReadAllText(path);

        bench.Time.Advance(TimeSpan.FromSeconds(59));
        await bench.Shell("true", Own);
        File.ReadAllText(path).ShouldBe(before);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.Shell("true", Own);

        File.ReadAllText(path).ShouldContain("\"usedAtMs\":1767268860000");
    }

    /// <summary>What is no note of the runner's own about that very folder says nothing, whoever wrote it.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("""{"tenant":"other","key":"agent:main","agentId":"main","sessionKey":"s","madeAtMs":1,"usedAtMs":1,"life":{"idleMinutes":1,"maxAgeMinutes":1}}""")]
    [InlineData("""{"tenant":"default","key":"../../workspaces","agentId":"main","sessionKey":"s","madeAtMs":1,"usedAtMs":1,"life":{"idleMinutes":1,"maxAgeMinutes":1}}""")]
    public async Task A_note_that_is_none_deletes_nothing(string note)
    {
        using Bench bench = new();
        await bench.Shell("echo kept >mine", Own);
        File.WriteAllText(FolderOf(bench, Own) + ".json", note);

        await After(bench, TimeSpan.FromDays(30));

        File.ReadAllText(Path.Combine(FolderOf(bench, Own), "mine")).ShouldBe("kept\n");
        (await bench.Executor.Sandboxes(new ToolSandboxesParams { Tenant = "default" }, TestContext.Current.CancellationToken)).Sandboxes.Select(static each => each.Key).ShouldBe(["agent:other"]);
    }

    /// <summary>A file system that an operator mounted there is not emptied along.</summary>
    [Theory]
    [InlineData("/state/sandboxes/abc", true)]
    [InlineData("/state/sandboxes/abc/data", true)]
    [InlineData("/state\\040of/sandboxes/abc/my\\040data", true)]
    [InlineData("/state/sandboxes/abcd", false)]
    [InlineData("/state/sandboxes", false)]
    [InlineData("/", false)]
    public void A_mount_point_is_seen(string point, bool isIn) =>
        MountPoints.AreIn("abc", [$"22 1 0:20 / / rw - overlay none rw", $"36 35 98:0 /mnt1 {point} rw,noatime master:1 - ext3 /dev/root rw"]).ShouldBe(isIn);

    private static async Task After(Bench bench, TimeSpan time)
    {
        bench.Time.Advance(time);
        await bench.Shell("true", Other);
        await bench.Executor.Pruning.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static string NameOf(ToolRunContext context) => WorkspaceFolders.NameOf(context.Tenant, context.SandboxKey);

    private static string FolderOf(Bench bench, ToolRunContext context) => Path.Combine(bench.State, "sandboxes", NameOf(context));

    private static IEnumerable<string> Left(Bench bench) => Directory.EnumerateFileSystemEntries(Path.Combine(bench.State, "sandboxes")).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
