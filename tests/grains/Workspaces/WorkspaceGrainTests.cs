using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Grains.Workspaces;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Storage.Workspaces;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Workspaces;

/// <summary>Who has a workspace, and what of it is kept: whatever is lost, late, said twice or made up on the way, two runners never both win.</summary>
public sealed partial class WorkspaceGrainTests : IDisposable
{
    private const string Config = $"{{ {ScriptedRunner.Allowed} }}";
    private static readonly WorkspaceKey Main = new("default", "main");
    private readonly TemporaryFolder _folder = new();
    private int _requests;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_one_runner_changed_another_one_is_brought()
    {
        await using GrainHost host = await Start();
        (ScriptedCopy first, ScriptedCopy second) = (await Runner(host, "first"), await Runner(host, "second"));
        byte[] large = [.. Enumerable.Range(0, ToolWorkspaceFile.PartBytes * 5 / 2).Select(static at => (byte)(at / 1000))];
        WorkspaceLoan loan = await Take(host, "first");
        first["notes/a.txt"] = "a";
        first["empty"] = "";
        first.Files["large"] = large;
        (await Keep(host, "first", loan)).Problem.ShouldBeNull();
        second["left-over"] = "of long ago";

        WorkspaceLoan next = await Take(host, "second");

        next.Fence.ShouldBeGreaterThan(loan.Fence);
        second.Files.Keys.ShouldBe(["notes/a.txt", "empty", "large"], ignoreOrder: true);
        second["notes/a.txt"].ShouldBe("a");
        second.Files["large"].ShouldBe(large);
        (await host.AsOperator<IAuditGrain>(GrainKey.ForTenant(TenantId.Default), Scope.Admin).Tail(50))
            .Where(static each => each.Entry.Action == "workspace.take").Select(static each => each.Entry.Target).ShouldBe(["main", "main"]);

        second.Clear();
        second["notes/a.txt"] = "b";
        (await Keep(host, "second", next)).Problem.ShouldBeNull();
        second.Asked.Single(static step => step.Operation == ToolWorkspaceOperations.Read).Parts!.Select(static part => part.Path).ShouldBe(["notes/a.txt"], "what the store has is not sent again");
    }

    /// <summary>A question before each call, and each turn: it must cost nothing.</summary>
    [Fact]
    public async Task Whoever_has_it_is_asked_nothing()
    {
        await using GrainHost host = await Start();
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "first");
        copy.Clear();

        (await Take(host, "first")).ShouldBe(loan);
        (await Take(host, "first", writes: false)).ShouldBe(loan);

        copy.Steps.ShouldBeEmpty();
        (await Keep(host, "first", loan)).ShouldBe(new WorkspaceKept(null, null));
        copy.Steps.ShouldBe([ToolWorkspaceOperations.List], "nothing changed");
        (await Version(host)).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_reads_gets_the_newest_and_takes_it_from_nobody()
    {
        await using GrainHost host = await Start();
        (ScriptedCopy first, ScriptedCopy second) = (await Runner(host, "first"), await Runner(host, "second"));
        WorkspaceLoan loan = await Take(host, "first");
        first["a"] = "1";
        await Keep(host, "first", loan);

        WorkspaceLoan read = await Take(host, "second", writes: false);

        (read.Fence, read.Version, second["a"]).ShouldBe((loan.Fence, 1, "1"));
        second.Clear();
        (await Take(host, "second", writes: false)).ShouldBe(read);
        second.Steps.ShouldBeEmpty();
        first["a"] = "2";
        (await Keep(host, "first", loan)).Problem.ShouldBeNull("it is the first one's still");
        (await Take(host, "second", writes: false)).Version.ShouldBe(2);
        second["a"].ShouldBe("2", "never a stale copy");
        (await Keep(host, "second", read)).Problem.ShouldBe("the workspace has been given to another runner meanwhile", "a copy that is read is not written back");
    }

    /// <summary>Attack: a runner that was paused, or whose gateway was cut off, goes on with what it had.</summary>
    [Fact]
    public async Task Under_an_old_fence_nothing_is_kept()
    {
        await using GrainHost host = await Start();
        (ScriptedCopy first, ScriptedCopy second) = (await Runner(host, "first"), await Runner(host, "second"));
        WorkspaceLoan old = await Take(host, "first");
        first["who"] = "first";
        WorkspaceLoan loan = await Take(host, "second");
        second["who"] = "second";

        (await Keep(host, "first", old)).Problem.ShouldBe("the workspace has been given to another runner meanwhile");
        (await Keep(host, "second", old)).Problem.ShouldBe("the workspace has been given to another runner meanwhile");
        (await Keep(host, "first", loan)).Problem.ShouldBe("the workspace has been given to another runner meanwhile");
        (await Keep(host, "second", loan)).Problem.ShouldBeNull();

        (await Take(host, "first")).Fence.ShouldBeGreaterThan(loan.Fence);
        first["who"].ShouldBe("second", "what it had is thrown away");
    }

    /// <summary>Attack: two silos that do not know of each other each take themselves for the one that lends it.</summary>
    [Fact]
    public async Task Of_two_silos_one_keeps()
    {
        await using GrainHost one = await Start(), other = await Start();
        (ScriptedCopy first, ScriptedCopy second) = (await Runner(one, "first"), await Runner(other, "second"));
        WorkspaceLoan old = await Take(one, "first");
        first["who"] = "first";
        (await Keep(one, "first", old)).Problem.ShouldBeNull();
        WorkspaceLoan loan = await Take(other, "second");
        first["who"] = "first again";
        second["who"] = "second";

        (await Take(one, "first")).ShouldBe(old, "this silo has not heard of it");
        (await Keep(one, "first", old)).Problem.ShouldBe("the workspace has been given to another runner meanwhile", "but the row has");
        (await Keep(other, "second", loan)).Problem.ShouldBeNull();

        (await Version(one)).ShouldBe(2);
        (await Take(one, "first")).Fence.ShouldBeGreaterThan(loan.Fence);
        first["who"].ShouldBe("second");
    }

    [Fact]
    public async Task A_silo_that_has_not_heard_of_it_looks_before_it_refuses()
    {
        await using GrainHost one = await Start(), other = await Start();
        ScriptedCopy copy = await Runner(one, "first");
        await Runner(other, "first", copy);
        WorkspaceLoan old = await Take(one, "first");
        WorkspaceLoan loan = await Take(other, "first", notThere: old);
        copy["a"] = "1";

        (await Keep(one, "first", loan)).Problem.ShouldBeNull();
        (await Keep(one, "first", old)).Problem.ShouldBe("the workspace has been given to another runner meanwhile");
    }

    [Fact]
    public async Task However_two_runners_race_each_version_is_one_of_whoever_had_it()
    {
        await using GrainHost host = await Start();
        (string Name, ScriptedCopy Copy)[] runners = [("first", await Runner(host, "first")), ("second", await Runner(host, "second"))];
        int kept = 0;

        await Task.WhenAll(runners.Select(runner => Task.Run(async () =>
        {
            for (int round = 0; round < 15; round++)
            {
                if ((await host.AsGrain<IWorkspaceGrain>(Key).Take(Request(runner.Name, writes: true, null)))?.Loan is { } loan)
                {
                    runner.Copy["count"] = $"{int.Parse(runner.Copy["count"] ?? "0", null) + 1}";
                    Interlocked.Add(ref kept, (await Keep(host, runner.Name, loan)).Problem is null ? 1 : 0);
                }
            }
        }))).InTime();

        kept.ShouldBeGreaterThan(0);
        (await Version(host)).ShouldBeInRange(kept, 30, "what was not kept yet when it changed hands was kept then");
        ScriptedCopy third = await Runner(host, "third");
        await Take(host, "third");
        int.Parse(third["count"]!, null).ShouldBe((int)await Version(host), "no change that was kept was lost, and none counts that was not");
    }

    [Fact]
    public async Task Who_lost_its_copy_is_brought_it_again_and_those_who_ask_with_it_share_it()
    {
        await using GrainHost host = await Start();
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "first");
        copy["a"] = "1";
        await Keep(host, "first", loan);
        (copy.Loan, copy["a"]) = (null, "rubbish");
        copy.Clear();

        WorkspaceLoan[] loans = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => Take(host, "first", notThere: loan)))).InTime();

        loans.Distinct().ShouldHaveSingleItem().Fence.ShouldBe(loan.Fence + 1);
        copy.Steps.Count(static step => step == ToolWorkspaceOperations.Begin).ShouldBe(1);
        copy["a"].ShouldBe("1");
    }

    /// <summary>Attack: any answer is lost on its way, with what was done; whoever asks again gets on.</summary>
    [Theory]
    [InlineData(ToolWorkspaceOperations.Begin)]
    [InlineData(ToolWorkspaceOperations.Drop)]
    [InlineData(ToolWorkspaceOperations.Put)]
    [InlineData(ToolWorkspaceOperations.Done)]
    public async Task A_lost_answer_leaves_nothing_behind(string lost)
    {
        await using GrainHost host = await Start();
        (ScriptedCopy first, ScriptedCopy second) = (await Runner(host, "first"), await Runner(host, "second"));
        WorkspaceLoan loan = await Take(host, "first");
        first["a"] = "1";
        await Keep(host, "first", loan);
        second["rubbish"] = "2";
        bool isLost = true;
        second.Answer = (step, result) => isLost && step.Operation == lost ? new ToolWorkspaceResult { Outcome = ToolOutcomes.Refused, Text = "lost" } : result;

        (await host.AsGrain<IWorkspaceGrain>(Key).Take(Request("second", writes: true, null)))!.Problem.ShouldBe("lost");
        isLost = false;
        WorkspaceLoan next = await Take(host, "second");
        if (second.Loan != new ToolWorkspaceLoan { Fence = next.Fence })
        {
            // As a call finds out.
            next = await Take(host, "second", notThere: next);
        }

        second.Loan.ShouldBe(new ToolWorkspaceLoan { Fence = next.Fence });
        (second["a"], second["rubbish"]).ShouldBe(("1", null));
        second["a"] = "3";
        (await Keep(host, "second", next)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_silo_that_dies_between_two_steps_leaves_the_last_version()
    {
        ScriptedCopy first = new(), second = new();
        await using (GrainHost host = await Start())
        {
            await Runner(host, "first", first);
            WorkspaceLoan loan = await Take(host, "first");
            first["a"] = "1";
            await Keep(host, "first", loan);
            first["a"] = "2";
            first["b"] = "2";
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            first.Answer = (step, result) =>
            {
                if (step.Operation == ToolWorkspaceOperations.Read)
                {
                    stopped.TrySetResult();
                    return null;
                }

                return result;
            };
            _ = host.AsGrain<IWorkspaceGrain>(Key).Keep("k", "first", loan.Fence);
            await stopped.Task.InTime();
        }

        first.Answer = static (_, result) => result;
        await using GrainHost next = await Start();
        await Runner(next, "first", first);
        await Runner(next, "second", second);
        (await Keep(next, "first", new WorkspaceLoan(first.Loan!.Fence, null))).Problem.ShouldBeNull("it has it still, so nothing is lost");
        (await Version(next)).ShouldBe(2);
        await Take(next, "second");
        (second["a"], second["b"]).ShouldBe(("2", "2"));
    }

    /// <summary>The same request, asked again because its answer was lost, is not done again.</summary>
    [Fact]
    public async Task What_is_asked_twice_is_done_once()
    {
        await using GrainHost host = await Start();
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceTake request = Request("first", writes: true, null);

        WorkspaceTaken?[] taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => host.AsGrain<IWorkspaceGrain>(Key).Take(request)))).InTime();

        taken.Select(static each => each!.Loan).Distinct().ShouldBe([new WorkspaceLoan(1, null)]);
        copy.Steps.ShouldBe([ToolWorkspaceOperations.Begin, ToolWorkspaceOperations.Done, ToolWorkspaceOperations.List]);
    }

    [Fact]
    public async Task A_store_of_before_goes_on_behind_what_runners_saw()
    {
        await using GrainHost host = await Start();
        ScriptedCopy copy = await Runner(host, "first");
        copy.Seen = 41;

        (await Take(host, "first")).Fence.ShouldBe(42);
    }

    [Fact]
    public async Task What_was_there_before_workspaces_were_kept_is_their_beginning()
    {
        await using GrainHost host = await Start();
        ScriptedCopy copy = await Runner(host, "first");
        copy["AGENTS.md"] = "of before";

        WorkspaceLoan loan = await Take(host, "first");

        copy["AGENTS.md"].ShouldBe("of before");
        (await Version(host)).ShouldBe(1, "it is stored before anything else is done with it");
        (await Keep(host, "first", loan)).ShouldBe(new WorkspaceKept(null, null));
    }

    /// <summary>Attack F1: what a runner lists is what a hostile program wrote.</summary>
    [Theory]
    [InlineData("../a")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("")]
    public async Task No_path_leads_out(string path)
    {
        await using GrainHost host = await Start();
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "first");
        copy[path] = "x";

        (await Keep(host, "first", loan)).Problem.ShouldBe("what the runner lists cannot be read");
        (await Version(host)).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_kept_of_what_is_not_what_was_listed()
    {
        await using GrainHost host = await Start();
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "first");
        copy["a"] = "what is listed";
        string[] lies = ["eA", "eHh4eHh4eHh4eHh4eA", "no base64!", ""];
        foreach (string lie in lies)
        {
            copy.Answer = (step, result) => step.Operation == ToolWorkspaceOperations.Read ? result with { Parts = [result.Parts![0] with { Content = lie }] } : result;
            (await Keep(host, "first", loan)).Problem.ShouldBe("its files change while they are read");
        }

        copy.Answer = static (step, result) => step.Operation == ToolWorkspaceOperations.Read ? result with { Parts = [] } : result;
        (await Keep(host, "first", loan)).Problem.ShouldBe("its files change while they are read");
        copy.Answer = static (step, result) => step.Operation == ToolWorkspaceOperations.List ? result with { Digest = new string('0', 64) } : result;
        (await Keep(host, "first", loan)).Problem.ShouldBe("what the runner lists is not whole");
        copy.Answer = static (step, result) => step.Operation == ToolWorkspaceOperations.List ? result with { Files = [result.Files![0], result.Files[0]] } : result;
        (await Keep(host, "first", loan)).Problem.ShouldBe("what the runner lists cannot be read");
        copy.Answer = static (step, result) => step.Operation == ToolWorkspaceOperations.List ? result with { Files = [], IsMore = true } : result;
        (await Keep(host, "first", loan)).Problem.ShouldBe("what the runner lists has no end");
        (await Version(host)).ShouldBe(0);

        copy.Answer = static (_, result) => result;
        (await Keep(host, "first", loan)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_limit_is_named_with_what_is_allowed()
    {
        await using GrainHost host = await Start(limits: new WorkspaceLimits { Files = 3, FileBytes = 10, Bytes = 15 });
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "first");

        copy["a"] = "eleven char";
        (await Keep(host, "first", loan)).Problem.ShouldBe("a has 11 bytes, and a file that is kept at most 10");
        (copy["a"], copy["b"]) = ("12345678", "12345678");
        (await Keep(host, "first", loan)).Problem.ShouldBe("the workspace has 16 bytes, and at most 15 may be kept");
        (copy["a"], copy["b"], copy["c"], copy["d"]) = ("1", "2", "3", "4");
        (await Keep(host, "first", loan)).Problem.ShouldBe("the workspace has more than the 3 files that may be kept");
        copy.Files.TryRemove("d", out _);
        (await Keep(host, "first", loan)).Problem.ShouldBeNull("it is kept again as soon as it may be");
    }

    [Fact]
    public async Task What_is_left_out_is_said_once()
    {
        await using GrainHost host = await Start();
        (ScriptedCopy first, ScriptedCopy second) = (await Runner(host, "first"), await Runner(host, "second"));
        WorkspaceLoan loan = await Take(host, "first");
        (first["a"], first.LeftOut) = ("1", 2);

        (await Keep(host, "first", loan)).ShouldBe(new WorkspaceKept(null, 2));
        (await Keep(host, "first", loan)).ShouldBe(new WorkspaceKept(null, null));

        (second["a"], second.LeftOut) = ("1", 1);
        await Take(host, "second");
        second.Asked.First(static step => step.Operation == ToolWorkspaceOperations.Drop).Paths.ShouldBeNull("what cannot be named cannot be removed by name");
        second["a"].ShouldBe("1");
    }

    [Fact]
    public async Task Parts_that_nothing_needs_are_removed()
    {
        var time = new ManualTime();
        var copy = new ScriptedCopy();
        string[] texts = ["0", "1", "2", "3", "4"];
        await using (GrainHost before = await Start(time))
        {
            await Runner(before, "first", copy);
            WorkspaceLoan held = await Take(before, "first");
            foreach (string text in texts)
            {
                copy["a"] = text;
                await Keep(before, "first", held);
            }

            (await Missing(before, texts)).ShouldBeEmpty();
        }

        time.Advance(WorkspaceGrain.Unneeded + TimeSpan.FromMinutes(1));
        await using GrainHost host = await Start(time);
        await Runner(host, "first", copy);
        copy["a"] = "5";
        (await Keep(host, "first", new WorkspaceLoan(copy.Loan!.Fence, null))).Problem.ShouldBeNull();
        await time.WhenArmed(WorkspaceGrain.SweepAfter);
        time.Advance(WorkspaceGrain.SweepAfter);

        await Waits.Until(async () => (await Missing(host, texts)).Count > 0, "the sweep");
        (await Missing(host, texts)).ShouldBe(["0", "1", "2"], ignoreOrder: true, customMessage: "three versions are kept");
    }

    private static GrainKey Key => GrainKey.ForAgent(TenantId.Default, "main");

    private Task<GrainHost> Start(TimeProvider? time = null, WorkspaceLimits? limits = null) => GrainHost.Start(
        _folder.Path, Config, time, services => services.AddSingleton(new WorkspaceOptions { AreStored = true, Limits = limits ?? new WorkspaceLimits() }));

    private static async Task<ScriptedCopy> Runner(GrainHost host, string name, ScriptedCopy? copy = null) =>
        (await ScriptedRunner.ConnectWithCopy(host.Grains, host.Events, name, copy)).Copy!;

    private WorkspaceTake Request(string runner, bool writes, WorkspaceLoan? notThere) =>
        new() { RequestId = $"{Interlocked.Increment(ref _requests)}", Runner = runner, Writes = writes, NotThere = notThere };

    private async Task<WorkspaceLoan> Take(GrainHost host, string runner, bool writes = true, WorkspaceLoan? notThere = null)
    {
        WorkspaceTaken taken = (await host.AsGrain<IWorkspaceGrain>(Key).Take(Request(runner, writes, notThere)).InTime()).ShouldNotBeNull();
        taken.Problem.ShouldBeNull();
        return taken.Loan!;
    }

    private async Task<WorkspaceKept> Keep(GrainHost host, string runner, WorkspaceLoan loan) =>
        (await host.AsGrain<IWorkspaceGrain>(Key).Keep($"{Interlocked.Increment(ref _requests)}", runner, loan.Fence).InTime()).ShouldNotBeNull();

    private static async Task<long> Version(GrainHost host) => (await host.Services.GetRequiredService<IWorkspaceStore>().FindAsync(Main))?.Version ?? 0;

    private static async Task<IReadOnlyList<string>> Missing(GrainHost host, string[] texts)
    {
        var hashes = texts.ToDictionary(static text => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text))), StringComparer.Ordinal);
        return [.. (await host.Services.GetRequiredService<IWorkspaceStore>().MissingAsync(Main, hashes.Keys)).Select(hash => hashes[hash])];
    }
}
