using System.Diagnostics;
using System.Runtime.InteropServices;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Sandboxes;

/// <summary>A sandbox and the process that made it: it ends with that, and has nothing else of it.</summary>
public sealed partial class ParentTests
{
    private const int SessionKeyring = -3;
    private const nint KeyControl = 250;
    private const nint JoinSessionKeyring = 1;

    /// <summary>Killed, so that it could end nothing itself; at the other end of its pipes nobody closes anything either.</summary>
    [Fact]
    public async Task It_ends_with_the_process_that_made_it()
    {
        using Bench bench = new();
        (Fifo begun, Fifo go) = (new Fifo(bench.Workspace, "begun"), new Fifo(bench.Workspace, "go"));
        Task<string> said = begun.Said();
        using Process parent = Start(["/bin/sh", "-c", "\"$@\"; exit $?", "sh", .. await Sandbox(bench, "exec 3<>go; echo ready >begun; read x <&3; touch late")]);
        await parent.StandardInput.WriteAsync("\n");
        await parent.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await said.InTime();
        go.IsRead().ShouldBeTrue();

        parent.Kill();

        await Waits.Until(() => !go.IsRead(), "the sandbox to end with its parent");
        File.Exists(Path.Combine(bench.Workspace, "late")).ShouldBeFalse();
    }

    /// <summary>Until it is told to go on it runs nothing: its parent may be gone before it was set to end with it.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData("\n", true)]
    public async Task One_that_nobody_tells_to_go_on_runs_nothing(string word, bool runs)
    {
        using Bench bench = new();
        using Process sandbox = Start(await Sandbox(bench, "touch ran"));
        await sandbox.StandardInput.WriteAsync(word);
        sandbox.StandardInput.Close();

        await sandbox.WaitForExitAsync(TestContext.Current.CancellationToken).InTime();

        (await sandbox.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe(Bubblewrap.Mark);
        File.Exists(Path.Combine(bench.Workspace, "ran")).ShouldBe(runs);
    }

    /// <summary>X1: the kernel's keys that the runner holds are not held inside, nor are those that another sandbox left.</summary>
    [Fact]
    public async Task No_key_of_the_runner_is_held_there()
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64 && File.Exists("/usr/bin/perl"), "the calls have other numbers here, or there is no perl to make them");
        using Bench bench = new();
        nint key = await Spawner.Run(static () =>
        {
            _ = Call(KeyControl, JoinSessionKeyring, 0, 0);
            return AddKey("user", "moltbot-canary", "secret", 6, SessionKeyring);
        });
        Assert.SkipUnless(key > 0, "keys are not to be had on this machine");
        const string Search = "perl -e '($t, $d) = (\"user\", \"moltbot-canary\"); print syscall(250, 10, -3, $t, $d, 0) < 0 ? \"none\" : \"held\"'";

        (await bench.Shell(Search)).ShouldBe("none");
        (await bench.Shell("perl -e '($t, $d, $p) = (\"user\", \"moltbot-canary\", \"secret\"); print syscall(248, $t, $d, $p, 6, -3) > 0 ? \"left\" : \"not left\"'")).ShouldBe("left");
        (await bench.Shell(Search)).ShouldBe("none");
    }

    /// <summary>The command of a sandbox that works in the agent's folder.</summary>
    private static async Task<IReadOnlyList<string>> Sandbox(Bench bench, string command)
    {
        // The first call gives the folder to the user that the sandbox runs as.
        await bench.Shell("true");
        return new BubblewrapArguments(bench.Options, HostUser.Current).Of(
            new SandboxRequest(new SandboxPlace(bench.Workspace, null, Network: false, []), ["/bin/sh", "-c", command]) { MaxChars = 1 });
    }

    private static Process Start(IReadOnlyList<string> argv) => Process.Start(new ProcessStartInfo(argv[0], argv.Skip(1))
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "syscall", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint AddKey(nint number, string type, string description, string payload, nuint length, nint ring);

    private static nint AddKey(string type, string description, string payload, nuint length, nint ring) => AddKey(248, type, description, payload, length, ring);
}
