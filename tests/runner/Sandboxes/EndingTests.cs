using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Sandboxes;

/// <summary>Who ends a program, and that nothing of it outlives that.</summary>
public class EndingTests : SandboxSuite
{
    /// <summary>
    /// A child that left the program's session, waits for a word and would write a file then. It says when it waits, by a pipe that the
    /// test reads, and holds the other pipe open, which the test can see.
    /// </summary>
    private const string Lingering = "echo started; setsid sh -c 'exec 3<>go; echo ready >begun; read x <&3; touch late' >/dev/null 2>&1 & wait";

    [Fact]
    public async Task A_deadline_ends_all_that_was_started()
    {
        using Bench bench = On();
        (Fifo begun, Fifo go) = (new Fifo(bench.Workspace, "begun"), new Fifo(bench.Workspace, "go"));
        Task<string> said = begun.Said();
        Task<ToolRunResult> running = bench.Executor.Run(bench.Call("exec", new { command = Lingering }, timeoutMs: 5000), TestContext.Current.CancellationToken);
        await said.InTime();
        go.IsRead().ShouldBeTrue();

        bench.Time.Advance(TimeSpan.FromSeconds(5));
        ToolRunResult result = await running.InTime();

        (result.Outcome, result.IsError).ShouldBe((ToolOutcomes.Timeout, true));
        result.Text.ShouldBe("started\n\n[it took too long and was ended]");
        go.IsRead().ShouldBeFalse("a program that waits for a word is still there");
        File.Exists(Path.Combine(bench.Workspace, "late")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_may_ask_for_less_time_than_it_has()
    {
        using Bench bench = On();
        (Fifo begun, _) = (new Fifo(bench.Workspace, "begun"), new Fifo(bench.Workspace, "go"));
        Task<string> said = begun.Said();
        Task<ToolRunResult> running = bench.Executor.Run(bench.Call("exec", new { command = "echo >begun; exec cat go", timeout = 2 }), TestContext.Current.CancellationToken);
        await said.InTime();

        bench.Time.Advance(TimeSpan.FromSeconds(2));

        (await running.InTime()).Outcome.ShouldBe(ToolOutcomes.Timeout);
    }

    [Fact]
    public async Task Cancelling_ends_all_that_was_started()
    {
        using Bench bench = On();
        (Fifo begun, Fifo go) = (new Fifo(bench.Workspace, "begun"), new Fifo(bench.Workspace, "go"));
        Task<string> said = begun.Said();
        using var cancel = new CancellationTokenSource();
        Task<ToolRunResult> running = bench.Executor.Run(bench.Call("exec", new { command = Lingering }), cancel.Token);
        await said.InTime();

        await cancel.CancelAsync();
        ToolRunResult result = await running.InTime();

        (result.Outcome, result.IsError).ShouldBe((ToolOutcomes.Cancelled, true));
        go.IsRead().ShouldBeFalse("a program that waits for a word is still there");
    }

    [Fact]
    public async Task What_a_program_leaves_behind_ends_with_it()
    {
        using Bench bench = On();
        var go = new Fifo(bench.Workspace, "go");
        (await bench.Shell("mkfifo up; setsid sh -c 'exec 3<>go; echo waits >up; read x <&3; touch late' >/dev/null 2>&1 & cat up")).ShouldBe("waits\n");

        go.IsRead().ShouldBeFalse("a program that waits for a word is still there");
    }

    [Fact]
    public async Task What_was_cancelled_before_is_not_started()
    {
        using Bench bench = On();
        ToolRunResult result = await bench.Executor.Run(bench.Call("exec", new { command = "touch ran" }), new CancellationToken(canceled: true)).InTime();

        result.Outcome.ShouldBe(ToolOutcomes.Cancelled);
        File.Exists(Path.Combine(bench.Workspace, "ran")).ShouldBeFalse();
    }

    /// <summary>Neither a missing nor a failing bubblewrap or engine makes anything run without it.</summary>
    [Theory]
    [InlineData("/nonexistent/bwrap")]
    [InlineData("/bin/false")]
    [InlineData("/bin/true")]
    [InlineData("/bin/echo")]
    [InlineData("/etc/passwd")]
    public async Task Without_a_sandbox_nothing_runs(string program)
    {
        using Bench bench = On(change: options => IsOfContainers ? options with { Engine = program } : options with { Bubblewrap = program });
        foreach (ToolRunContext context in new[] { Bench.Context, Bench.Context with { Sandboxed = false } })
        {
            foreach ((string tool, object arguments) in new (string, object)[]
            {
                ("exec", new { command = "touch ran" }), ("write", new { path = "ran", content = "x" }), ("read", new { path = "ran" }), ("edit", new { path = "ran", oldText = "a", newText = "b" }),
            })
            {
                if (tool != "exec" || context.Sandboxed)
                {
                    ToolRunResult result = await bench.Run(tool, arguments, context);
                    (result.Outcome, result.IsError).ShouldBe((ToolOutcomes.Unavailable, true), tool);
                    result.Text.ShouldNotContain(bench.State);
                }
            }
        }

        Directory.EnumerateFileSystemEntries(bench.Workspace).ShouldBeEmpty();
    }
}
