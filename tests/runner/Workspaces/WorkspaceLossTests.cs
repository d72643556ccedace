using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.Runner.Tools;
using Moltbot.Runner.Workspaces;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Workspaces;

/// <summary>What was written is lost by no list that is cut, by no file that cannot be read and by no copy that takes the place of another one.</summary>
public sealed class WorkspaceLossTests
{
    private static readonly string Nothing = ToolWorkspaceListing.Digest([]);
    private static readonly ToolWorkspaceLoan First = Loan(1);

    [Fact]
    public async Task A_list_that_was_cut_is_none()
    {
        using Bench bench = new();
        await Lend(bench);
        string[] names = [.. Enumerable.Range(0, 9_990).Select(static number => $"f{number:00000}")];
        foreach (string name in names)
        {
            File.WriteAllText(Path.Combine(bench.Workspace, name), "");
        }

        Links(bench, 0, 600);
        ToolWorkspaceResult listed = await Do(bench, ToolWorkspaceOperations.List, First);
        (listed.Digest, listed.LeftOut).ShouldBe((ToolWorkspaceListing.Digest(names.Select(static name => new ToolWorkspaceFile { Path = name, Parts = [] })), 600));

        Links(bench, 600, 9_420);
        await Refused(bench, First, "the workspace has more than the 20000 entries, links and others counted, that are looked at");

        foreach (int number in Enumerable.Range(0, 11))
        {
            File.WriteAllText(Path.Combine(bench.Workspace, $"more{number}"), "");
        }

        Directory.Delete(Path.Combine(bench.Workspace, "links"), recursive: true);
        await Refused(bench, First, "the workspace has more than the 10000 files that may be kept");
    }

    [Fact]
    public async Task What_cannot_be_read_stays_as_it_is_stored()
    {
        using Bench bench = new();
        await Lend(bench);
        await Shell(bench, "mkdir -p d/e; printf a > d/e/a; printf b > d/b; printf c > c; printf e > e");
        ToolWorkspaceResult before = await Do(bench, ToolWorkspaceOperations.List, First);
        await Shell(bench, "chmod 000 d c; printf new > e; printf x > never; chmod 000 never");

        ToolWorkspaceResult after = await Do(bench, ToolWorkspaceOperations.List, First, step => step with { Digest = before.Digest });

        after.Files!.Select(static file => (file.Path, file.Bytes)).ShouldBe([("c", 1), ("d/b", 1), ("d/e/a", 1), ("e", 3)]);
        after.LeftOut.ShouldBe(3);
        ToolWorkspaceResult unknown = await Again(bench).Workspace(Step(ToolWorkspaceOperations.List, First) with { Digest = before.Digest }, TestContext.Current.CancellationToken);
        unknown.Outcome.ShouldBe(ToolOutcomes.Refused, "a runner that does not know what is stored takes nothing for removed");
        unknown.Text!.ShouldEndWith("cannot be read, or changes while it is, and nothing tells here what is stored of it");
        await Shell(bench, "chmod 700 d c never");
    }

    /// <summary>Attack: what vanishes all the time is nobody's concern.</summary>
    [Fact]
    public async Task What_vanished_while_it_was_looked_for_is_not_left_out()
    {
        using Bench bench = new();
        await Lend(bench);
        await Exec(bench, "while :; do touch $(seq 100); rm -f $(seq 100); done", background: true);
        for (int times = 0; times < 5; times++)
        {
            (await Do(bench, ToolWorkspaceOperations.List, First)).LeftOut.ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_file_that_has_grown_is_read_as_it_was_listed()
    {
        using Bench bench = new();
        await Lend(bench);
        await Shell(bench, "printf 'line 1' > log");
        (await Do(bench, ToolWorkspaceOperations.List, First)).Files!.Single().Bytes.ShouldBe(6);
        await Shell(bench, "printf ', line 2' >> log");

        ToolWorkspaceResult read = await Do(bench, ToolWorkspaceOperations.Read, First, static step => step with { Parts = [new ToolWorkspacePart { Path = "log", Part = 0 }] });

        Base64Url.DecodeFromChars(read.Parts!.Single().Content).ShouldBe("line 1"u8.ToArray());
    }

    /// <summary>Attack: a file that never rests keeps no other from being stored.</summary>
    [Fact]
    public async Task A_file_that_changes_while_it_is_read_stays_as_it_is_stored_until_the_others_are()
    {
        using Bench bench = new();
        await Lend(bench);
        await Shell(bench, "printf 1 > busy; printf 1 > other; printf 1 > work");
        string stored = (await Do(bench, ToolWorkspaceOperations.List, First)).Digest!;
        await Shell(bench, "printf 2 > busy; printf 2 > other; printf 2 > work");
        await Do(bench, ToolWorkspaceOperations.List, First, step => step with { Digest = stored });
        await Shell(bench, "printf 3 > busy; printf 3 > other");
        await Do(bench, ToolWorkspaceOperations.Read, First, static step => step with { Parts = [new ToolWorkspacePart { Path = "busy", Part = 0 }] });

        ToolWorkspaceResult again = await Do(bench, ToolWorkspaceOperations.List, First, step => step with { Digest = stored });

        again.Files!.Select(static file => (file.Path, file.Parts!.Single())).ShouldBe([("busy", Hash("1"u8)), ("other", Hash("1"u8)), ("work", Hash("2"u8))]);
        again.LeftOut.ShouldBe(2);
        ToolWorkspaceResult next = await Do(bench, ToolWorkspaceOperations.List, First, step => step with { Digest = again.Digest });
        next.Files!.Select(static file => (file.Path, file.Parts!.Single())).ShouldBe([("busy", Hash("3"u8)), ("other", Hash("3"u8)), ("work", Hash("2"u8))]);
    }

    /// <summary>Attack F2: what a program puts in a file's place after it was found is neither waited for nor read without end.</summary>
    [Fact]
    public async Task What_is_swapped_for_a_file_holds_nobody()
    {
        using Bench bench = new();
        await Lend(bench);
        await Shell(bench, "mkfifo pipe; ln -s /dev/zero zero; ln -s /dev there; printf abc > file; truncate -s 50M huge");
        var sandbox = new WorkspaceSandbox(new Bubblewrap(bench.Options, HostUser.Current));

        string some = await Run(WorkspaceScripts.Hash(1), "./file\0./pipe\0");
        string all = await Run(WorkspaceScripts.HashParts(ToolWorkspaceFile.PartBytes), "./pipe\05\0./zero\05\0./there/zero\05\0./huge\05\0./file\05\0");

        some.ShouldNotContain("pipe");
        string[] hashes = [.. all.Split('\0').Where(static (_, at) => at % 2 == 1).Select(static line => line.Split(' ')[0])];
        hashes.ShouldBe([Empty(hashes[0]), Empty(hashes[1]), Hash(new byte[5]), Hash(new byte[5]), Hash("abc"u8)]);

        async Task<string> Run(IReadOnlyList<string> script, string input) =>
            Encoding.UTF8.GetString((await sandbox.Run(bench.Workspace, script, Encoding.UTF8.GetBytes(input), TestContext.Current.CancellationToken).InTime()).Span);

        static string Empty(string hash) => hash.Length == 0 ? "" : Hash(default);
    }

    [Fact]
    public async Task What_was_never_stored_is_put_aside_when_another_copy_comes()
    {
        using Bench bench = new();
        await Lend(bench);
        await Shell(bench, "printf work > f");

        (await Do(bench, ToolWorkspaceOperations.Begin, Loan(2), static step => step with { Digest = Nothing })).LeftOut.ShouldBe(0);

        File.ReadAllText(Path.Combine(Asides(bench).ShouldHaveSingleItem(), "f")).ShouldBe("work");
        Directory.EnumerateFileSystemEntries(bench.Workspace).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("truncate -s 40M large")]
    [InlineData("ln -s f link")]
    [InlineData("printf x > unread; chmod 000 unread")]
    public async Task What_cannot_be_stored_is_put_aside_too(string command)
    {
        using Bench bench = new();
        await Lend(bench);
        await Shell(bench, "printf work > f");
        await Stored(bench, First);
        await Shell(bench, command);

        await Do(bench, ToolWorkspaceOperations.Begin, Loan(2), static step => step with { Digest = Nothing });

        File.ReadAllText(Path.Combine(Asides(bench).ShouldHaveSingleItem(), "f")).ShouldBe("work");
    }

    [Fact]
    public async Task What_is_stored_becomes_another_copy_where_it_is()
    {
        using Bench bench = new();
        await Lend(bench);
        await Shell(bench, "printf work > f");
        await Stored(bench, First);
        await Shell(bench, "printf more > g");
        string told = (await Do(bench, ToolWorkspaceOperations.List, First)).Digest!;

        (await Do(bench, ToolWorkspaceOperations.Begin, Loan(2), step => step with { Digest = Nothing, Stored = [told] })).Files!.Count.ShouldBe(2, "the silo says that it is stored");
        await Do(bench, ToolWorkspaceOperations.Drop, Loan(2), static step => step with { Paths = ["f"] });
        (await Do(bench, ToolWorkspaceOperations.Begin, Loan(3), static step => step with { Digest = Nothing })).Files!.Single().Path.ShouldBe("g", "half a copy is nobody's work");
        await Do(bench, ToolWorkspaceOperations.Drop, Loan(3));
        await Do(bench, ToolWorkspaceOperations.Done, Loan(3), static step => step with { Digest = Nothing });

        Asides(bench).ShouldBeEmpty();
    }

    [Fact]
    public async Task So_many_are_kept_and_the_newest_of_them()
    {
        using Bench bench = new();
        File.WriteAllText(Path.Combine(bench.Workspace, "f"), "of before");
        for (int fence = 1; fence < 10; fence++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Do(bench, ToolWorkspaceOperations.Begin, Loan(fence), static step => step with { Digest = Nothing });
            await Do(bench, ToolWorkspaceOperations.Done, Loan(fence), static step => step with { Digest = Nothing });
            await Shell(bench, $"printf {fence} > f; mkdir shut; chmod 000 shut", Loan(fence));
        }

        Asides(bench).Order(StringComparer.Ordinal).Select(static path => File.ReadAllText(Path.Combine(path, "f"))).ShouldBe(["4", "5", "6", "7", "8"]);
        string before = Directory.GetDirectories(Path.GetDirectoryName(bench.Workspace)!, "main.before-*").ShouldHaveSingleItem();
        File.ReadAllText(Path.Combine(before, "f")).ShouldBe("of before");
    }

    /// <summary>Who has given up does not go on waiting for a call that does not end.</summary>
    [Fact]
    public async Task A_copy_waits_for_what_ends_no_longer_than_it_may()
    {
        using Bench bench = new();
        await Lend(bench);
        var loans = new WorkspaceLoans();
        using var call = new CancellationTokenSource();
        using var step = new CancellationTokenSource();
        using WorkspaceUse use = loans.Enter(bench.Workspace, First, writes: true, call).ShouldNotBeNull();
        Task<long> beginning = loans.Begin(bench.Workspace, Loan(2), step.Token);
        call.IsCancellationRequested.ShouldBeTrue();
        beginning.IsCompleted.ShouldBeFalse();

        await step.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(beginning.InTime());
        loans.Has(bench.Workspace, First).ShouldBeFalse();
    }

    private static ToolExecutor Again(Bench bench) => new(bench.Options, bench.Time, new TestLogger<ToolExecutor>());

    private static ToolWorkspaceLoan Loan(long fence) => new() { Fence = fence };

    private static string[] Asides(Bench bench) => Directory.GetDirectories(Path.GetDirectoryName(bench.Workspace)!, "main.unstored-*");

    private static void Links(Bench bench, int first, int count)
    {
        Directory.CreateDirectory(Path.Combine(bench.Workspace, "links"));
        for (int number = first; number < first + count; number++)
        {
            File.CreateSymbolicLink(Path.Combine(bench.Workspace, "links", $"{number}"), "/nowhere");
        }
    }

    private static async Task Lend(Bench bench)
    {
        await Do(bench, ToolWorkspaceOperations.Begin, First);
        await Do(bench, ToolWorkspaceOperations.Done, First);
    }

    private static async Task Stored(Bench bench, ToolWorkspaceLoan loan)
    {
        string digest = (await Do(bench, ToolWorkspaceOperations.List, loan)).Digest!;
        await Do(bench, ToolWorkspaceOperations.List, loan, step => step with { Digest = digest });
    }

    private static async Task Shell(Bench bench, string command, ToolWorkspaceLoan? loan = null)
    {
        ToolRunResult result = await Exec(bench, command, background: false, loan);
        result.ExitCode.ShouldBe(0, result.Text);
    }

    private static Task<ToolRunResult> Exec(Bench bench, string command, bool background, ToolWorkspaceLoan? loan = null) => bench.Executor.Run(
        bench.Call("exec", background ? new { command, background } : new { command }, Bench.Context with { SessionId = "s1" }) with { Workspace = loan ?? First }, TestContext.Current.CancellationToken);

    private static ToolWorkspaceParams Step(string operation, ToolWorkspaceLoan loan) => new() { Tenant = "default", AgentId = "main", Operation = operation, Loan = loan };

    private static async Task<ToolWorkspaceResult> Do(Bench bench, string operation, ToolWorkspaceLoan loan, Func<ToolWorkspaceParams, ToolWorkspaceParams>? change = null)
    {
        ToolWorkspaceParams step = Step(operation, loan);
        ToolWorkspaceResult result = await bench.Executor.Workspace(change?.Invoke(step) ?? step, TestContext.Current.CancellationToken).InTime();
        result.Outcome.ShouldBe(ToolOutcomes.Done, result.Text);
        return result;
    }

    private static async Task Refused(Bench bench, ToolWorkspaceLoan loan, string why)
    {
        ToolWorkspaceResult result = await bench.Executor.Workspace(Step(ToolWorkspaceOperations.List, loan), TestContext.Current.CancellationToken).InTime();
        (result.Outcome, result.Text).ShouldBe((ToolOutcomes.Refused, why));
    }

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
