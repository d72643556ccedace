using System.Text;
using System.Threading.Channels;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Processes;

public sealed class ChildProcessTests
{
    /// <summary>X4: nothing that is started has a variable of this process, whatever it does with those that it has.</summary>
    [Fact]
    public async Task A_program_gets_no_variable()
    {
        Environment.GetEnvironmentVariables().Count.ShouldBeGreaterThan(0);

        (await Run("/usr/bin/env")).Output.ShouldBe(new KeptText("", Truncated: false));
    }

    [Fact]
    public async Task It_reads_what_it_is_given_and_says_how_it_ended()
    {
        ProcessEnd end = await ChildProcess.Run(
            new ProcessRequest(["/bin/sh", "-c", "cat; echo wrong >&2; exit 7"]) { Input = Encoding.UTF8.GetBytes(new string('x', 300_000)), MaxChars = 300_000, MaxBytes = 1 << 20 },
            CancellationToken.None,
            TestContext.Current.CancellationToken).InTime();

        (end.Ending, end.ExitCode, end.Errors).ShouldBe((ProcessEnding.Exited, 7, "wrong\n"));
        end.Output.Text.Length.ShouldBe(300_000);
    }

    [Fact]
    public async Task One_that_does_not_read_is_not_waited_for()
    {
        ProcessEnd end = await ChildProcess.Run(
            new ProcessRequest(["/bin/true"]) { Input = new byte[1 << 20], MaxChars = 10, MaxBytes = 1 << 20 }, CancellationToken.None, TestContext.Current.CancellationToken).InTime();

        (end.Ending, end.ExitCode).ShouldBe((ProcessEnding.Exited, 0));
    }

    /// <summary>
    /// Whoever was handed the pipe keeps nobody waiting: a program of another sandbox that shares the folder can be handed it through a socket
    /// there, and lives on.
    /// </summary>
    [Fact]
    public async Task An_output_that_somebody_else_holds_open_is_not_waited_for()
    {
        string folder = Directory.CreateTempSubdirectory("runner-").FullName;
        try
        {
            var go = new Fifo(folder, "go");
            Task<ProcessEnd> running = ChildProcess.Run(
                new ProcessRequest(["/bin/sh", "-c", "(read x <\"$1\") & echo said; echo wrong >&2", "sh", Path.Combine(folder, "go")]) { MaxChars = 100, MaxBytes = 1 << 20 },
                CancellationToken.None,
                TestContext.Current.CancellationToken);
            try
            {
                ProcessEnd end = await running.InTime();
                (end.Ending, end.Output.Text, end.Errors).ShouldBe((ProcessEnding.Exited, "said\n", "wrong\n"));
            }
            finally
            {
                // To be looked at is an end of what it reads: it goes.
                await Waits.Until(go.IsRead, "the holder to wait");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task One_that_does_not_say_what_it_should_is_given_nothing()
    {
        ProcessEnd end = await ChildProcess.Run(
            new ProcessRequest(["/bin/sh", "-c", "echo other >&2; cat"]) { Mark = "mark\n", Input = "text"u8.ToArray(), MaxChars = 100, MaxBytes = 1 << 20 },
            CancellationToken.None,
            TestContext.Current.CancellationToken).InTime();

        (end.IsMarked, end.Output.Text, end.Errors).ShouldBe((false, "", "other\n"));
    }

    /// <summary>An engine may warn before the program that it starts says anything: so much of that is passed over, and no more.</summary>
    [Theory]
    [InlineData(8, true, "text", "")]
    [InlineData(7, false, "", "warning\nmark\nlate\n")]
    public async Task What_stands_before_the_mark_is_passed_over(int before, bool isMarked, string output, string errors)
    {
        ProcessEnd end = await ChildProcess.Run(
            new ProcessRequest(["/bin/sh", "-c", "printf 'warning\nmark\n' >&2; read -r go || { echo late >&2; exit 1; }; cat"])
            {
                Mark = "mark\n", BeforeMark = before, Input = "text"u8.ToArray(), MaxChars = 100, MaxBytes = 1 << 20,
            },
            CancellationToken.None,
            TestContext.Current.CancellationToken).InTime();

        (end.IsMarked, end.Output.Text, end.Errors).ShouldBe((isMarked, output, errors));
    }

    /// <summary>What is no child is ended by who can; what still runs when that gave up is killed.</summary>
    [Fact]
    public async Task Who_is_to_end_it_is_asked_once_and_waited_for()
    {
        int asked = 0;
        string folder = Directory.CreateTempSubdirectory("runner-").FullName;
        var begun = new Fifo(folder, "begun");
        Task<string> said = begun.Said();
        using var cancel = new CancellationTokenSource();
        var answered = new TaskCompletionSource();
        Task<ProcessEnd> running = ChildProcess.Run(
            new ProcessRequest(["/bin/sh", "-c", "echo >\"$1\"; read x", "sh", Path.Combine(folder, "begun")])
            {
                More = Channel.CreateUnbounded<ReadOnlyMemory<byte>>().Reader, MaxChars = 1, MaxBytes = 1 << 20,
                End = async ended =>
                {
                    asked++;
                    ended.IsCancellationRequested.ShouldBeFalse();
                    await answered.Task;
                },
            },
            CancellationToken.None,
            cancel.Token);

        await said.InTime();
        await cancel.CancelAsync();
        running.IsCompleted.ShouldBeFalse();
        answered.SetResult();

        (await running.InTime()).Ending.ShouldBe(ProcessEnding.Cancelled);
        asked.ShouldBe(1);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task One_that_is_not_there_is_not_started() =>
        (await Run("/nonexistent/program")).Ending.ShouldBe(ProcessEnding.NotStarted);

    private static Task<ProcessEnd> Run(string program) => ChildProcess.Run(
        new ProcessRequest([program]) { MaxChars = 10_000, MaxBytes = 1 << 20 }, CancellationToken.None, TestContext.Current.CancellationToken).InTime();
}
