using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tests.Support;

namespace Moltbot.Runner.Tests.Sandboxes;

/// <summary>What a program in a sandbox uses up; attacks X1 and B6.</summary>
public class LimitTests : SandboxSuite
{
    [Fact]
    public async Task A_fork_bomb_is_held_and_the_next_call_finds_room()
    {
        using Bench bench = On(new SandboxLimits { Processes = 30 });
        // Each line is one process that waits for the input that nobody ends: none goes away before all were counted.
        ToolRunResult result = await bench.Run("exec", new { command = "mkfifo wait; i=0; while [ $i -lt 200 ]; do (echo alive; read x <wait) & i=$((i+1)); done; wait" });

        result.ExitCode.ShouldNotBe(0);
        result.Text.ShouldContain("Cannot fork");
        result.Text.Split('\n').Count(static line => line == "alive").ShouldBeInRange(1, 30);
        (await bench.Shell("echo room")).ShouldBe("room\n");
    }

    [Fact]
    public async Task Memory_files_and_open_files_are_limited()
    {
        using Bench bench = On(new SandboxLimits { MemoryBytes = 100 << 20, FileBytes = 1 << 20, OpenFiles = 32 });

        string text = await bench.Shell("""
            head -c 400M /dev/zero | tail -c 300M >/dev/null; echo memory $?
            head -c 4M /dev/zero >big; [ $? -ne 0 ] && stat -c %s big
            for each in /tmp /dev/shm; do head -c 100K /dev/zero >$each/x && echo room; done
            ulimit -Hn; ulimit -Hc
            ulimit -n 100000 2>/dev/null && echo raised
            echo end
            """);
        text.ShouldContain("memory exhausted");
        text.ShouldEndWith("memory 1\n" + text[(text.IndexOf("memory 1\n", StringComparison.Ordinal) + 9)..]);
        text.ShouldContain("\n1048576\n");
        text.ShouldEndWith("room\nroom\n32\n0\nend\n");
    }

    /// <summary>X1: a document's limits narrow the runner's own, and none of them widens one or lifts it.</summary>
    [Theory]
    [InlineData(40, 12, 20_480, 7, 12, "40960 12 40 7 12")]
    [InlineData(99_999, 999_999, 99_999_999, 99_999, 999_999, "102400 32 2048 20 30")]
    [InlineData(-1, -1, -1, -1, -1, "102400 32 2048 20 30")]
    public async Task A_document_narrows_the_limits_and_never_widens_them(long megabytes, long files, long fileBytes, long cpu, long processes, string expected)
    {
        using Bench bench = On(new SandboxLimits { MemoryBytes = 100 << 20, FileBytes = 1 << 20, OpenFiles = 32, CpuSeconds = 20, Processes = 30 });
        ToolRunContext context = Bench.Context with
        {
            Limits = new ToolSandboxLimits { MemoryBytes = megabytes < 0 ? megabytes : megabytes << 20, OpenFiles = files, FileBytes = fileBytes, CpuSeconds = cpu, Processes = processes },
        };

        // A container's processes are counted by its control group, with two of its own.
        string counted = IsOfContainers ? "$(($(cat /sys/fs/cgroup/pids.max /sys/fs/cgroup/pids/pids.max 2>/dev/null) - 2))" : "$(prlimit --nproc --output HARD --noheadings)";
        (await bench.Shell($"echo $(ulimit -Hd) $(ulimit -Hn) $(ulimit -Hf) $(ulimit -Ht) {counted}", context)).Trim().ShouldBe(expected);
    }

    [Fact]
    public async Task Folders_in_memory_are_small()
    {
        using Bench bench = On(change: static options => options with { TemporaryBytes = 1 << 20 });

        (await bench.Shell("for each in /tmp /dev/shm; do head -c 4M /dev/zero >$each/x 2>/dev/null || stat -c %s $each/x; done; for each in / /dev /etc /run; do (echo x >$each/x) 2>/dev/null && echo $each; done; true"))
            .ShouldBe("1048576\n1048576\n");
    }

    [Fact]
    public async Task Processor_time_is_limited()
    {
        using Bench bench = On(new SandboxLimits { CpuSeconds = 1 });
        ToolRunResult result = await bench.Run("exec", new { command = "while :; do :; done" });

        result.IsError.ShouldBeTrue();
        result.ExitCode.ShouldNotBeNull().ShouldBeGreaterThan(128);
    }

    [Fact]
    public async Task A_flood_of_output_is_cut_in_the_middle_and_ended()
    {
        using Bench bench = On(change: static options => options with { MaxOutputBytes = 8 << 20 });
        ToolRunResult result = await bench.Run("exec", new { command = "echo first; yes" }, maxOutput: 1000);

        result.IsError.ShouldBeTrue();
        result.Truncated.ShouldBeTrue();
        result.Text.Length.ShouldBeLessThanOrEqualTo(1000);
        result.Text.ShouldStartWith("first\ny\n");
        result.Text.ShouldEndWith("[it wrote too much and was ended]");
    }

    [Fact]
    public async Task A_long_output_keeps_its_beginning_and_its_end()
    {
        using Bench bench = On();
        ToolRunResult result = await bench.Run("exec", new { command = "seq 100000" }, maxOutput: 1000);

        (result.IsError, result.Truncated).ShouldBe((false, true));
        result.Text.Length.ShouldBeLessThanOrEqualTo(1000);
        result.Text.ShouldStartWith("1\n2\n3\n");
        result.Text.ShouldEndWith("\n99999\n100000\n");
    }
}
