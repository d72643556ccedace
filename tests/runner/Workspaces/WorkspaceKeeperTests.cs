using System.Buffers.Text;
using System.Security.Cryptography;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Support;
using Moltbot.Runner.Tools;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Workspaces;

/// <summary>A workspace that comes from a store and goes back to it, with real sandboxes; attacks F1 and F2.</summary>
public sealed class WorkspaceKeeperTests
{
    private const string Secret = "moltbot-canary-51d0";
    private static readonly ToolWorkspaceLoan First = new() { Fence = 1 }, Second = new() { Fence = 2 };

    [Fact]
    public async Task It_is_listed_with_what_its_files_hold()
    {
        using Bench bench = new();
        await Lend(bench, First);
        byte[] large = RandomNumberGenerator.GetBytes((2 * ToolWorkspaceFile.PartBytes) + 1);
        Write(bench, "a", "x");
        Write(bench, "-n", "an option");
        Write(bench, "notes/Grüße 😀\nline", "");
        File.WriteAllBytes(Path.Combine(bench.Workspace, "large"), large);
        await Shell(bench, First, "printf '#!/bin/sh\\n' > run && chmod 700 run && mkdir -p refs/heads && mkdir full && touch full/f");

        ToolWorkspaceResult listed = await Do(bench, ToolWorkspaceOperations.List, First);

        listed.Files!.Select(static file => (file.Path, file.Bytes, file.Executable)).ShouldBe(
            [("-n", 9, false), ("a", 1, false), ("full/f", 0, false), ("large", large.Length, false), ("notes/Grüße 😀\nline", 0, false), ("refs/heads", 0, false), ("run", 10, true)]);
        listed.Files![1].Parts.ShouldBe([Hash("x"u8)]);
        listed.Files[3].Parts.ShouldBe(large.Chunk(ToolWorkspaceFile.PartBytes).Select(static part => Hash(part)));
        listed.Files[5].Parts.ShouldBeNull("a folder");
        (listed.LeftOut, listed.IsMore, listed.Digest).ShouldBe((0, false, ToolWorkspaceListing.Digest(listed.Files)));
        (await Do(bench, ToolWorkspaceOperations.List, First, step => step with { Digest = listed.Digest })).Files.ShouldBeNull("what is known is not told again");

        ToolWorkspaceResult read = await Do(bench, ToolWorkspaceOperations.Read, First, static step => step with
        {
            Parts = [Part("large", 2), Part("a", 0), Part("-n", 0), Part("gone", 0)],
        });
        read.Parts!.Select(static part => Convert.ToHexStringLower(Base64Url.DecodeFromChars(part.Content))).ShouldBe(
            [Convert.ToHexStringLower(large[^1..]), "78", Convert.ToHexStringLower("an option"u8), ""]);
    }

    [Fact]
    public async Task What_changed_is_seen_whatever_a_program_sets()
    {
        using Bench bench = new();
        await Lend(bench, First);
        await Shell(bench, First, "printf aaa > f; touch -d '2020-01-01' f");
        bench.Time.Advance(TimeProvider.System.GetUtcNow().AddMinutes(1) - bench.Time.GetUtcNow());
        ToolWorkspaceResult before = await Do(bench, ToolWorkspaceOperations.List, First);

        await Shell(bench, First, "printf bbb > f; touch -d '2020-01-01' f");

        ToolWorkspaceResult after = await Do(bench, ToolWorkspaceOperations.List, First);
        after.Files!.Single().Parts.ShouldBe([Hash("bbb"u8)]);
        after.Digest.ShouldNotBe(before.Digest);
    }

    /// <summary>Attack F2: what leads elsewhere is neither followed nor kept, and counts as left out.</summary>
    [Fact]
    public async Task Links_pipes_and_names_that_are_no_text_are_left_out_and_counted()
    {
        using Bench bench = new();
        string outside = Path.Combine(bench.State, "outside");
        File.WriteAllText(outside, Secret);
        await Lend(bench, First);
        await Shell(bench, First, $"ln -s {outside} link; ln -s /etc there; mkfifo pipe; printf x > $(printf 'b\\377d'); printf x > good; mkdir shut; printf x > shut/f; printf x > unread; chmod 000 shut unread");

        ToolWorkspaceResult listed = await Do(bench, ToolWorkspaceOperations.List, First, static step => step with { Digest = ToolWorkspaceListing.Digest([]) });

        listed.Files!.Select(static file => file.Path).ShouldBe(["good"]);
        listed.LeftOut.ShouldBe(6, "two links, a pipe, a name, a folder and a file that cannot be read");
        ToolWorkspaceResult read = await Do(bench, ToolWorkspaceOperations.Read, First, static step => step with { Parts = [Part("link", 0), Part("pipe", 0), Part("there/passwd", 0), Part("good", 0)] });
        read.Parts!.Select(static part => part.Content).ShouldBe(["", "", "", "eA"]);

        // Such names no test can remove.
        await Shell(bench, First, "rm -f b*; chmod 700 shut");
    }

    [Fact]
    public async Task It_becomes_what_it_is_told_to_be()
    {
        using Bench bench = new();
        await Lend(bench, First);
        await Shell(bench, First, "printf old > a; printf keep > b; ln b hard; mkdir -p x/y/z; printf f > x/y/z/f");
        await Stored(bench, First);
        byte[] large = RandomNumberGenerator.GetBytes(ToolWorkspaceFile.PartBytes + 3);
        ToolWorkspaceFile[] wanted =
        [
            Of("a/now-a-folder", "new"u8), Of("b", "kept?"u8), new() { Path = "empty/folder" }, Of("hard", "keep"u8),
            new() { Path = "large", Bytes = large.Length, Parts = [.. large.Chunk(ToolWorkspaceFile.PartBytes).Select(static part => Hash(part))] },
            Of("run", "#!"u8) with { Executable = true }, Of("zero", default),
        ];
        string digest = ToolWorkspaceListing.Digest(wanted);
        (await Do(bench, ToolWorkspaceOperations.Begin, Second, step => step with { Digest = digest })).Files!.Count.ShouldBe(4);

        await Do(bench, ToolWorkspaceOperations.Drop, Second, static step => step with { Paths = ["a", "b", "x/y/z/f", "never-was"] });
        Directory.Exists(Path.Combine(bench.Workspace, "x")).ShouldBeFalse("folders with nothing in them go too");
        await Do(bench, ToolWorkspaceOperations.Put, Second, step => step with
        {
            Parts =
            [
                Part("a/now-a-folder", 0, "new"u8), Part("b", 0, "kept?"u8), Part("empty/folder", 0) with { Folder = true }, Part("large", 0, large[..ToolWorkspaceFile.PartBytes]),
                Part("run", 0, "#!"u8) with { Executable = true }, Part("zero", 0, default),
            ],
        });
        await Refused(bench, ToolWorkspaceOperations.Done, Second, "the workspace has not come as it should", step => step with { Digest = digest });
        for (int times = 0; times < 2; times++)
        {
            // What comes twice changes nothing.
            await Do(bench, ToolWorkspaceOperations.Put, Second, step => step with { Parts = [Part("large", 1, large[ToolWorkspaceFile.PartBytes..]), Part("zero", 0, default)] });
        }

        await Do(bench, ToolWorkspaceOperations.Done, Second, step => step with { Digest = digest });

        File.ReadAllBytes(Path.Combine(bench.Workspace, "large")).ShouldBe(large);
        File.ReadAllText(Path.Combine(bench.Workspace, "hard")).ShouldBe("keep", "a second name of a file is another file");
        (await Shell(bench, Second, "cat a/now-a-folder; stat -c %a run b")).ShouldBe("new755\n644\n");
    }

    /// <summary>Attack F1: a step that another one sent, or nobody, names no path that leads out.</summary>
    [Theory]
    [InlineData("../out")]
    [InlineData("/workspace/../../tmp/out")]
    [InlineData("a/./b")]
    [InlineData("")]
    public async Task No_path_leads_out(string path)
    {
        using Bench bench = new();
        await Lend(bench, First);
        await Refused(bench, ToolWorkspaceOperations.Read, First, "the parts are none that there can be", step => step with { Parts = [Part(path, 0)] });
        await Do(bench, ToolWorkspaceOperations.Begin, Second);
        await Refused(bench, ToolWorkspaceOperations.Put, Second, "the parts are none that there can be", step => step with { Parts = [Part(path, 0, "x"u8)] });
        await Refused(bench, ToolWorkspaceOperations.Drop, Second, "a path is none that there can be", step => step with { Paths = [path] });
        foreach (string name in new[] { "..", "a/b", "A", "" })
        {
            await Refused(bench, ToolWorkspaceOperations.Begin, Second, "the step names no tenant or agent that there can be", step => step with { AgentId = name });
            await Refused(bench, ToolWorkspaceOperations.Begin, Second, "the step names no tenant or agent that there can be", step => step with { Tenant = name });
        }
    }

    /// <summary>Attack: what is late, or said twice, changes nothing.</summary>
    [Fact]
    public async Task A_step_for_another_copy_does_nothing()
    {
        using Bench bench = new();
        await Lend(bench, Second);
        Write(bench, "a", "second");
        string[] steps = [ToolWorkspaceOperations.List, ToolWorkspaceOperations.Read, ToolWorkspaceOperations.Drop, ToolWorkspaceOperations.Put, ToolWorkspaceOperations.Done, ToolWorkspaceOperations.More];
        foreach (string step in steps)
        {
            (await Send(bench, step, First, static each => each with { Parts = [Part("a", 0, "first"u8)] })).Outcome.ShouldBe(ToolOutcomes.Stale, step);
        }

        ToolWorkspaceResult late = await Send(bench, ToolWorkspaceOperations.Begin, First);
        (late.Outcome, late.Fence).ShouldBe((ToolOutcomes.Stale, 2));
        (await Send(bench, ToolWorkspaceOperations.Put, Second, static each => each with { Parts = [Part("a", 0, "again"u8)] })).Outcome.ShouldBe(ToolOutcomes.Stale, "it has come already");
        File.ReadAllText(Path.Combine(bench.Workspace, "a")).ShouldBe("second");
        (await Do(bench, ToolWorkspaceOperations.List, Second)).Files!.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_runs_in_the_copy_that_it_names_and_in_no_other()
    {
        using Bench bench = new();
        (await Exec(bench, First, "echo ran > ran")).Outcome.ShouldBe(ToolOutcomes.Stale, "none is here");
        await Lend(bench, First);
        (await Exec(bench, Second, "echo ran > ran")).Outcome.ShouldBe(ToolOutcomes.Stale);
        (await Exec(bench, First with { Version = 0 }, "echo ran > ran")).Outcome.ShouldBe(ToolOutcomes.Stale);
        File.Exists(Path.Combine(bench.Workspace, "ran")).ShouldBeFalse();
        (await Exec(bench, First, "echo ran > ran")).Outcome.ShouldBe(ToolOutcomes.Done);

        await Do(bench, ToolWorkspaceOperations.Begin, Second);
        (await Exec(bench, First, "true")).Outcome.ShouldBe(ToolOutcomes.Stale, "it is on its way to be another one");
        (await Exec(bench, Second, "true")).Outcome.ShouldBe(ToolOutcomes.Stale, "and has not come");
        await Do(bench, ToolWorkspaceOperations.Done, Second);
        (await Exec(bench, Second, "true")).Outcome.ShouldBe(ToolOutcomes.Done);
    }

    [Fact]
    public async Task A_copy_that_is_read_is_written_by_nobody()
    {
        using Bench bench = new();
        ToolWorkspaceLoan read = First with { Version = 3 };
        await Lend(bench, read);
        (await Exec(bench, read, "echo ran > ran")).Outcome.ShouldBe(ToolOutcomes.Stale);
        ToolRunResult seen = await bench.Executor.Run(bench.Call("exec", new { command = "ls /agent" }, Bench.Context with { WorkspaceAccess = "ro" }) with { Workspace = read }, TestContext.Current.CancellationToken);
        seen.Outcome.ShouldBe(ToolOutcomes.Done, seen.Text);
    }

    /// <summary>Attack: a runner that was paused goes on with a call and a program of before.</summary>
    [Fact]
    public async Task What_writes_ends_before_another_copy_comes()
    {
        using Bench bench = new();
        await Lend(bench, First);
        (await Exec(bench, First, "while :; do echo old > program; sleep 0.02; done", background: true)).Outcome.ShouldBe(ToolOutcomes.Done);
        Task<ToolRunResult> running = Exec(bench, First, "while :; do echo old > call; sleep 0.02; done");
        await Waits.Until(() => File.Exists(Path.Combine(bench.Workspace, "call")) && File.Exists(Path.Combine(bench.Workspace, "program")), "both to write");

        await Do(bench, ToolWorkspaceOperations.Begin, Second);

        running.IsCompleted.ShouldBeTrue();
        (await running).Outcome.ShouldBe(ToolOutcomes.Cancelled);
        await Do(bench, ToolWorkspaceOperations.Drop, Second);
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        Directory.EnumerateFileSystemEntries(bench.Workspace).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_runner_that_starts_anew_knows_its_copy_and_a_machine_that_does_not()
    {
        using Bench bench = new();
        await Lend(bench, First);
        string note = bench.Workspace + ".loan";
        (await Again(bench).Run(Call(bench, First, "true"), TestContext.Current.CancellationToken)).Outcome.ShouldBe(ToolOutcomes.Done);

        File.WriteAllText(note, File.ReadAllText(note).Replace(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), "another-boot", StringComparison.Ordinal));
        (await Again(bench).Run(Call(bench, First, "true"), TestContext.Current.CancellationToken)).Outcome.ShouldBe(ToolOutcomes.Stale);
        File.WriteAllText(note, "rubbish");
        (await Again(bench).Run(Call(bench, First, "true"), TestContext.Current.CancellationToken)).Outcome.ShouldBe(ToolOutcomes.Stale);
    }

    [Fact]
    public async Task A_call_of_a_silo_that_keeps_no_workspaces_makes_the_copy_none()
    {
        using Bench bench = new();
        await Lend(bench, First);
        (await bench.Run("exec", new { command = "true" })).Outcome.ShouldBe(ToolOutcomes.Done);
        (await Exec(bench, First, "true")).Outcome.ShouldBe(ToolOutcomes.Stale);
    }

    [Fact]
    public async Task What_was_here_before_is_put_aside_and_not_thrown_away()
    {
        using Bench bench = new();
        Write(bench, "mine", "of before");

        (await Do(bench, ToolWorkspaceOperations.Begin, First, static step => step with { Digest = ToolWorkspaceListing.Digest([]) })).Files.ShouldBeNull();

        File.ReadAllText(Path.Combine(Directory.GetDirectories(Path.GetDirectoryName(bench.Workspace)!, "main.before-*").ShouldHaveSingleItem(), "mine")).ShouldBe("of before");
        Directory.EnumerateFileSystemEntries(bench.Workspace).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_that_fit()
    {
        using Bench bench = new();
        await Lend(bench, First);
        string folder = Path.Combine(bench.Workspace, new string('ü', 120));
        Directory.CreateDirectory(folder);
        for (int number = 0; number < 600; number++)
        {
            File.WriteAllText(Path.Combine(folder, $"{number:000}"), "x");
        }

        List<string> paths = [];
        ToolWorkspaceResult page = await Do(bench, ToolWorkspaceOperations.List, First);
        int pages = 1;
        paths.AddRange(page.Files!.Select(static file => file.Path));
        while (page.IsMore)
        {
            page = await Do(bench, ToolWorkspaceOperations.More, First, step => step with { Digest = page.Digest, After = paths[^1] });
            paths.AddRange(page.Files!.Select(static file => file.Path));
            pages++;
        }

        pages.ShouldBeGreaterThan(1);
        paths.Count.ShouldBe(600);
        paths.ShouldBe(paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_too_much_is_named()
    {
        using Bench bench = new();
        await Lend(bench, First);
        using (FileStream large = File.Create(Path.Combine(bench.Workspace, "large")))
        {
            large.SetLength(new WorkspaceLimits().FileBytes + 1);
        }

        await Refused(bench, ToolWorkspaceOperations.List, First, "large has 33554433 bytes, and a file that is kept at most 33554432");
        (await Do(bench, ToolWorkspaceOperations.Begin, Second)).LeftOut.ShouldBe(1, "whatever it is, it goes");
    }

    /// <summary>What the copy has is a version by now, and the next list says so.</summary>
    private static async Task<string> Stored(Bench bench, ToolWorkspaceLoan loan)
    {
        string digest = (await Do(bench, ToolWorkspaceOperations.List, loan)).Digest!;
        await Do(bench, ToolWorkspaceOperations.List, loan, step => step with { Digest = digest });
        return digest;
    }

    /// <summary>The same runner, started anew.</summary>
    private static ToolExecutor Again(Bench bench) => new(bench.Options, bench.Time, new TestLogger<ToolExecutor>());

    private static ToolRunParams Call(Bench bench, ToolWorkspaceLoan loan, string command, bool background = false) =>
        bench.Call("exec", background ? new { command, background } : new { command }, Bench.Context with { SessionId = "s1" }) with { Workspace = loan };

    private static Task<ToolRunResult> Exec(Bench bench, ToolWorkspaceLoan loan, string command, bool background = false) =>
        bench.Executor.Run(Call(bench, loan, command, background), TestContext.Current.CancellationToken);

    private static async Task<string> Shell(Bench bench, ToolWorkspaceLoan loan, string command)
    {
        ToolRunResult result = await Exec(bench, loan, command);
        result.ExitCode.ShouldBe(0, result.Text);
        return result.Text;
    }

    private static async Task Lend(Bench bench, ToolWorkspaceLoan loan)
    {
        await Do(bench, ToolWorkspaceOperations.Begin, loan);
        await Do(bench, ToolWorkspaceOperations.Done, loan);
    }

    private static Task<ToolWorkspaceResult> Send(Bench bench, string operation, ToolWorkspaceLoan loan, Func<ToolWorkspaceParams, ToolWorkspaceParams>? change = null)
    {
        var step = new ToolWorkspaceParams { Tenant = "default", AgentId = "main", Operation = operation, Loan = loan };
        return bench.Executor.Workspace(change?.Invoke(step) ?? step, TestContext.Current.CancellationToken);
    }

    private static async Task<ToolWorkspaceResult> Do(Bench bench, string operation, ToolWorkspaceLoan loan, Func<ToolWorkspaceParams, ToolWorkspaceParams>? change = null)
    {
        ToolWorkspaceResult result = await Send(bench, operation, loan, change);
        result.Outcome.ShouldBe(ToolOutcomes.Done, result.Text);
        return result;
    }

    private static async Task Refused(Bench bench, string operation, ToolWorkspaceLoan loan, string why, Func<ToolWorkspaceParams, ToolWorkspaceParams>? change = null)
    {
        ToolWorkspaceResult result = await Send(bench, operation, loan, change);
        (result.Outcome, result.Text).ShouldBe((ToolOutcomes.Refused, why));
    }

    private static void Write(Bench bench, string path, string text)
    {
        string file = Path.Combine(bench.Workspace, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static ToolWorkspacePart Part(string path, int part) => new() { Path = path, Part = part };

    private static ToolWorkspacePart Part(string path, int part, ReadOnlySpan<byte> content) => new() { Path = path, Part = part, Content = Base64Url.EncodeToString(content) };

    private static ToolWorkspaceFile Of(string path, ReadOnlySpan<byte> content) => new() { Path = path, Bytes = content.Length, Parts = content.Length == 0 ? [] : [Hash(content)] };

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
