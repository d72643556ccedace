using Moltbot.Protocol.Runners;
using Moltbot.Runner.Programs;
using Moltbot.Runner.Tests.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Tools;

/// <summary>Programs that outlive their call: whose they are, how much they take up, and what ends them; attacks C9, X2 and B6.</summary>
public class ProcessToolTests : SandboxSuite
{
    private static readonly ToolRunContext Own = Bench.Context with { SessionId = "first" };

    private protected override bool IsLongOfContainers => true;

    [Fact]
    public async Task A_program_goes_on_behind_its_call_and_is_looked_after()
    {
        using Bench bench = On();
        string id = await Begin(bench, "echo hello; while read line; do echo \"got $line\"; done; echo over; exit 3");

        (await Process(bench, new { action = "poll", sessionId = id, wait = 50 })).Text.ShouldBe("hello\n\nProcess still running.");
        (await Process(bench, new { action = "list" })).Text.ShouldBe($"{id} running 0s :: echo hello; while read line; do echo \"got $line\"; done; echo over; exit 3");
        (await Process(bench, new { action = "write", sessionId = id, data = "one\n" })).IsError.ShouldBeFalse();
        (await Process(bench, new { action = "poll", sessionId = id, wait = 50 })).Text.ShouldBe("got one\n\nProcess still running.");
        (await Process(bench, new { action = "write", sessionId = id, eof = true })).IsError.ShouldBeFalse();

        ToolRunResult end = await Ended(bench, id);
        (end.Text, end.IsError, end.ExitCode).ShouldBe(("over\n\nProcess exited with code 3.", true, 3));
        (await Process(bench, new { action = "write", sessionId = id, data = "more" })).IsError.ShouldBeTrue();
        (await Process(bench, new { action = "kill", sessionId = id })).Text.ShouldContain("had ended");
        (await Process(bench, new { action = "list" })).Text.ShouldBe("No running or recent sessions.");
    }

    [Fact]
    public async Task What_ends_in_time_is_told_like_any_other_call_and_is_not_kept()
    {
        using Bench bench = On();
        ToolRunResult result = await bench.Run("exec", new { command = "echo done; exit 4", yieldMs = 60_000 }, Own);

        (result.Text, result.ExitCode, result.IsError).ShouldBe(("done\n\n[exit code 4]", 4, true));
        (await Process(bench, new { action = "list" })).Text.ShouldBe("No running or recent sessions.");
    }

    [Fact]
    public async Task What_does_not_goes_on_when_its_time_is_over()
    {
        using Bench bench = On();
        var go = new Fifo(bench.Workspace, "go");
        Task<ToolRunResult> running = bench.Executor.Run(
            bench.Call("exec", new { command = "exec 3<>go; read x <&3", yieldMs = 5000 }, Own), TestContext.Current.CancellationToken);
        await Waits.Until(go.IsRead, "the program to begin");
        running.IsCompleted.ShouldBeFalse();

        bench.Time.Advance(TimeSpan.FromSeconds(5));

        (await running.InTime()).Text.ShouldStartWith("Command still running (session ");
        go.IsRead().ShouldBeTrue();
    }

    /// <summary>Until its call is over a program ends with it: nobody was told its name yet.</summary>
    [Fact]
    public async Task A_call_that_is_cancelled_before_takes_its_program_along()
    {
        using Bench bench = On();
        var go = new Fifo(bench.Workspace, "go");
        using var cancel = new CancellationTokenSource();
        Task<ToolRunResult> running = bench.Executor.Run(bench.Call("exec", new { command = "exec 3<>go; read x <&3", yieldMs = 5000 }, Own), cancel.Token);
        await Waits.Until(go.IsRead, "the program to begin");

        await cancel.CancelAsync();

        (await running.InTime()).Outcome.ShouldBe(ToolOutcomes.Cancelled);
        go.IsRead().ShouldBeFalse("the program is still there");
        (await Process(bench, new { action = "list" })).Text.ShouldBe("No running or recent sessions.");
    }

    /// <summary>X2, C9: another tenant's, agent's, session's, sandbox's or conversation's programs are not there, by whatever name.</summary>
    [Fact]
    public async Task Nobody_else_reaches_a_program()
    {
        using Bench bench = On();
        string id = await Begin(bench, "cat");

        foreach (ToolRunContext other in new[]
        {
            Own with { Tenant = "other" }, Own with { AgentId = "other" }, Own with { SessionKey = "agent:main:other" }, Own with { SandboxKey = "other" }, Own with { SessionId = "second" },
        })
        {
            (await bench.Run("process", new { action = "list", tenant = "default", agentId = "main", sessionKey = Own.SessionKey, session = "first" }, other)).Text.ShouldBe("No running or recent sessions.");
            foreach (string action in new[] { "poll", "write", "kill" })
            {
                ToolRunResult result = await bench.Run("process", new { action, sessionId = id, data = "x\n" }, other);
                (result.Outcome, result.Text).ShouldBe(("refused", $"there is no program {id}"), action);
            }
        }

        (await bench.Run("process", new { action = "poll", sessionId = "nothing" }, Own)).Text.ShouldBe("there is no program nothing");
        (await Process(bench, new { action = "poll", sessionId = id })).Text.ShouldBe("(no new output yet)\n\nProcess still running.");
    }

    [Fact]
    public async Task A_killed_program_is_dead_with_all_that_it_began()
    {
        using Bench bench = On();
        var go = new Fifo(bench.Workspace, "go");
        string id = await Begin(bench, "setsid sh -c 'exec 3<>go; read x <&3; touch late' & wait");
        await Waits.Until(go.IsRead, "the program to begin");

        (await Process(bench, new { action = "kill", sessionId = id })).Text.ShouldBe($"Killed session {id}.");

        go.IsRead().ShouldBeFalse("a program that waits for a word is still there");
        (await bench.Run("process", new { action = "poll", sessionId = id }, Own)).Outcome.ShouldBe("refused");
    }

    /// <summary>X1: bytes that part an engine from its container are bytes like others, so that nothing runs on outside of all counts.</summary>
    [Fact]
    public async Task No_byte_that_is_written_parts_a_program_from_its_runner()
    {
        using Bench bench = On();
        var go = new Fifo(bench.Workspace, "go");
        string id = await Begin(bench, "exec 3<>go; head -c 1 | od -An -tx1; head -c 1 | od -An -tx1; read x <&3");
        foreach (var (data, read) in new[] { ("\u0010", " 10\n"), ("\u0011", " 11\n") })
        {
            (await Process(bench, new { action = "write", sessionId = id, data })).Text.ShouldBe($"Wrote 1 bytes to session {id}.");
            (await Process(bench, new { action = "poll", sessionId = id, wait = 50 })).Text.ShouldBe($"{read}\nProcess still running.");
        }

        (await Process(bench, new { action = "poll", sessionId = id })).Text.ShouldEndWith("Process still running.");
        await Process(bench, new { action = "kill", sessionId = id });
        go.IsRead().ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, 3600)]
    [InlineData(20, 20)]
    [InlineData(100_000, 3600)]
    public async Task It_is_ended_when_it_is_too_old(int? timeout, int seconds)
    {
        using Bench bench = On();
        var go = new Fifo(bench.Workspace, "go");
        string id = await Begin(bench, "exec 3<>go; read x <&3", timeout);
        await Waits.Until(go.IsRead, "the program to begin");
        bench.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
        go.IsRead().ShouldBeTrue();

        bench.Time.Advance(TimeSpan.FromSeconds(1));

        (await Ended(bench, id)).Text.ShouldEndWith("Process took too long and was ended.");
        go.IsRead().ShouldBeFalse();
    }

    [Fact]
    public async Task So_many_run_and_so_many_ends_are_remembered()
    {
        using Bench bench = On(change: static options => options with { Programs = new ProgramLimits { OfOne = 2, OfAll = 3, Ended = 2 } });
        string first = await Begin(bench, "cat");
        await Begin(bench, "cat");

        (await bench.Run("exec", new { command = "touch ran", background = true }, Own)).Outcome.ShouldBe("refused");
        (await bench.Run("exec", new { command = "cat", background = true }, Own with { SessionKey = "agent:main:two" })).IsError.ShouldBeFalse();
        (await bench.Run("exec", new { command = "touch ran", background = true }, Own with { SessionKey = "agent:main:three" })).Outcome.ShouldBe("refused");
        File.Exists(Path.Combine(bench.Workspace, "ran")).ShouldBeFalse();

        await Process(bench, new { action = "kill", sessionId = first });
        foreach (string code in new[] { "1", "2", "3" })
        {
            await Ended(bench, await Begin(bench, $"exit {code}"));
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await Process(bench, new { action = "list" })).Text.Split('\n').Select(static line => line.Split(' ', 2)[1]).ShouldBe(["running 3s :: cat", "ended 0s :: exit 2", "ended 0s :: exit 3"]);
        bench.Time.Advance(TimeSpan.FromMinutes(31));
        (await Process(bench, new { action = "list" })).Text.ShouldEndWith(" :: cat");
    }

    /// <summary>Memory does not grow with what a program writes, nor does what is shown.</summary>
    [Fact]
    public async Task Of_a_long_output_the_end_is_kept()
    {
        using Bench bench = On(change: static options => options with { Programs = new ProgramLimits { KeptChars = 1000 } });
        string id = await Begin(bench, "seq 100000");

        await Waits.Until(async () => (await Process(bench, new { action = "list" })).Text.Contains(" ended ", StringComparison.Ordinal), "its end");
        ToolRunResult end = await Process(bench, new { action = "poll", sessionId = id });

        (end.Truncated, end.IsError).ShouldBe((true, false));
        end.Text.ShouldEndWith("\n99999\n100000\n\nProcess exited with code 0.");
        end.Text.Length.ShouldBeLessThan(1100);
    }

    [Fact]
    public async Task What_is_not_read_is_not_kept_without_end()
    {
        using Bench bench = On();
        var go = new Fifo(bench.Workspace, "go");
        string id = await Begin(bench, "exec 3<>go; read x <&3");
        await Waits.Until(go.IsRead, "the program to begin");

        (await bench.Run("process", new { action = "write", sessionId = id, data = new string('x', 65_537) }, Own)).Outcome.ShouldBe("refused");
        List<ToolRunResult> writings = [];
        // An engine's pipes and sockets on the way hold some more.
        for (int number = 0; number < (IsOfContainers ? 400 : 40) && writings is [] or [.., { IsError: false }]; number++)
        {
            writings.Add(await Process(bench, new { action = "write", sessionId = id, data = new string('x', 65_536) }));
        }

        writings[0].IsError.ShouldBeFalse();
        writings[^1].IsError.ShouldBeTrue();
        (await Process(bench, new { action = "kill", sessionId = id })).IsError.ShouldBeFalse();
    }

    /// <summary>E4: what was decided on as it stands is given nothing to read, which could be another command.</summary>
    [Fact]
    public async Task What_was_decided_to_the_word_is_not_written_to()
    {
        using Bench bench = On();
        string program = File.ResolveLinkTarget("/bin/sh", returnFinalTarget: true)?.FullName ?? "/bin/sh";
        var step = new ToolExecStep
        {
            Link = "always",
            Program = program,
            ContentHash = Convert.ToHexStringLower(global::System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(program, TestContext.Current.CancellationToken))),
            Argv = ["sh"],
        };
        ToolRunResult begun = await bench.Run("exec", new { command = "sh", background = true }, Own with { Cwd = "/workspace", ExecSteps = [step] });
        string id = begun.Text.Split("session ")[1].Split(')')[0];

        (await Process(bench, new { action = "write", sessionId = id, data = "touch ran\n" })).IsError.ShouldBeTrue();
        (await Ended(bench, id)).ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(bench.Workspace, "ran")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_conversation_that_is_over_takes_its_programs_along_and_no_others()
    {
        using Bench bench = On();
        (Fifo mine, Fifo others) = (new Fifo(bench.Workspace, "mine"), new Fifo(bench.Workspace, "others"));
        await Begin(bench, "exec 3<>mine; read x <&3");
        await bench.Run("exec", new { command = "exec 3<>others; read x <&3", background = true }, Own with { SessionId = "second" });
        await Waits.Until(() => mine.IsRead() && others.IsRead(), "the programs to begin");

        await bench.Executor.End(new ToolReleaseParams { Tenant = "other", SessionKey = Own.SessionKey, SessionId = "first" }).InTime();
        await bench.Executor.End(new ToolReleaseParams { Tenant = Own.Tenant, SessionKey = "agent:main:other", SessionId = "first" }).InTime();
        mine.IsRead().ShouldBeTrue();
        await bench.Executor.End(new ToolReleaseParams { Tenant = Own.Tenant, SessionKey = Own.SessionKey, SessionId = "first" }).InTime();

        (mine.IsRead(), others.IsRead()).ShouldBe((false, true));
        (await Process(bench, new { action = "list" })).Text.ShouldBe("No running or recent sessions.");
        await bench.Executor.End().InTime();
        others.IsRead().ShouldBeFalse("the runner's end is theirs");
    }

    [Theory]
    [InlineData("""{"action":"log"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"action":"poll"}""")]
    [InlineData("""{"action":"kill","sessionId":1}""")]
    public async Task What_is_not_offered_is_refused(string arguments)
    {
        using Bench bench = On();
        (await bench.Run("process", System.Text.Json.JsonDocument.Parse(arguments).RootElement, Own)).Outcome.ShouldBe("refused");
    }

    /// <summary>A call that does not say of which conversation it is has nothing that could outlive it.</summary>
    [Fact]
    public async Task Without_a_conversation_nothing_outlives_its_call()
    {
        using Bench bench = On();
        (await bench.Run("exec", new { command = "touch ran", background = true })).Outcome.ShouldBe("refused");
        (await bench.Run("process", new { action = "list" })).Outcome.ShouldBe("refused");
        (await bench.Run("exec", new { command = "echo here", yieldMs = 1 })).Text.ShouldBe("here\n");
        File.Exists(Path.Combine(bench.Workspace, "ran")).ShouldBeFalse();
    }

    private static async Task<string> Begin(Bench bench, string command, int? timeout = null)
    {
        ToolRunResult result = await bench.Run("exec", timeout is { } seconds ? new { command, background = true, timeout = seconds } : (object)new { command, background = true }, Own);
        result.IsError.ShouldBeFalse(result.Text);
        return result.Text.Split("session ")[1].Split(')')[0];
    }

    /// <summary>What is said when it has ended; what it wrote since the last look is in it.</summary>
    private static async Task<ToolRunResult> Ended(Bench bench, string id)
    {
        string line = "";
        await Waits.Until(
            async () =>
            {
                line = (await Process(bench, new { action = "list" })).Text.Split('\n').Single(each => each.StartsWith(id, StringComparison.Ordinal));
                return line.StartsWith(id + " ended", StringComparison.Ordinal);
            },
            "its end");
        return await Process(bench, new { action = "poll", sessionId = id });
    }

    private static Task<ToolRunResult> Process(Bench bench, object arguments) => bench.Run("process", arguments, Own);
}
