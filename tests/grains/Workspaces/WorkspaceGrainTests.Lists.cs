using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Grains.Tests.Support;
using Moltbot.Grains.Workspaces;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Storage.Workspaces;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Workspaces;

/// <content>What a runner lists, and what is removed of what was stored.</content>
public sealed partial class WorkspaceGrainTests
{
    private static readonly string AnyHash = new('0', 64);

    /// <summary>Attack: a list without end, of few files with many parts, fills the silo before anything is refused.</summary>
    [Fact]
    public async Task A_list_ends_where_it_goes_beyond_what_may_be_kept()
    {
        await using GrainHost host = await Start(limits: new WorkspaceLimits { FileBytes = 2 * ToolWorkspaceFile.PartBytes, Bytes = 3 * ToolWorkspaceFile.PartBytes });
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "first");
        int parts = 2;
        int page = 0;
        copy.Answer = (step, _) => new ToolWorkspaceResult
        {
            Outcome = ToolOutcomes.Done, Digest = AnyHash, IsMore = true,
            Files = [new ToolWorkspaceFile { Path = $"{page++:D5}", Bytes = (long)parts * ToolWorkspaceFile.PartBytes, Parts = [.. Enumerable.Repeat(AnyHash, parts)] }],
        };

        copy.Clear();
        (await Keep(host, "first", loan)).Problem.ShouldBe("the workspace has 1048576 bytes, and at most 786432 may be kept");
        copy.Steps.ShouldBe([ToolWorkspaceOperations.List, ToolWorkspaceOperations.More]);

        parts = 3;
        copy.Clear();
        (await Keep(host, "first", loan)).Problem.ShouldBe("00002 has 786432 bytes, and a file that is kept at most 524288");
        copy.Steps.ShouldBe([ToolWorkspaceOperations.List]);

        WorkspaceTaken brought = (await host.AsGrain<IWorkspaceGrain>(Key).Take(Request("first", writes: true, loan)).InTime())!;
        copy.Steps.ShouldNotContain(ToolWorkspaceOperations.More, "also when it is brought");
        brought.Problem.ShouldBeNull("a runner that has more than may be kept of a workspace that was never stored has it still");
    }

    /// <summary>Attack: each page comes in time, and the next one always.</summary>
    [Fact]
    public async Task A_list_does_not_go_on_for_ever()
    {
        var time = new ManualTime();
        await using GrainHost host = await Start(time);
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "first");
        int page = 0;
        copy.Answer = (step, _) =>
        {
            time.Advance(WorkspaceCopy.ListPatience * 0.35);
            return new ToolWorkspaceResult { Outcome = ToolOutcomes.Done, Digest = AnyHash, IsMore = page < 20, Files = [new ToolWorkspaceFile { Path = $"{page++:D5}", Parts = [] }] };
        };

        // Whoever waits is told to ask again meanwhile: by the same name.
        WorkspaceKept? kept = null;
        for (int asked = 0; asked < 100 && kept is null; asked++)
        {
            try
            {
                kept = await host.AsGrain<IWorkspaceGrain>(Key).Keep("slow", "first", loan.Fence);
            }
            catch (TimeoutException)
            {
                // As the engine's clock has it.
            }
        }

        kept.ShouldNotBeNull().Problem.ShouldBe("the runner takes too long to list what it has");
        page.ShouldBe(4);
    }

    /// <summary>Attack: a version that no runner can be brought.</summary>
    [Theory]
    [InlineData("a", false, "a/b")]
    [InlineData("a", true, "a/b")]
    [InlineData("a/b", false, "a/b/c/d")]
    public async Task What_cannot_be_written_is_not_kept(string entry, bool isFolder, string within)
    {
        await using GrainHost host = await Start();
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "first");
        ToolWorkspaceFile[] files = [
            new ToolWorkspaceFile { Path = entry, Parts = isFolder ? null : [] },
            new ToolWorkspaceFile { Path = entry + "!", Parts = [] },
            new ToolWorkspaceFile { Path = within, Parts = [] }];
        copy.Answer = (step, result) => step.Operation == ToolWorkspaceOperations.List
            ? new ToolWorkspaceResult { Outcome = ToolOutcomes.Done, Files = files, Digest = ToolWorkspaceListing.Digest(files) } : result;

        (await Keep(host, "first", loan)).Problem.ShouldBe($"the runner lists {within}, and {entry} as what nothing can be in");
        (await Version(host)).ShouldBe(0);

        files = [.. files.Where((_, at) => at != 0)];
        (await Keep(host, "first", loan)).Problem.ShouldBeNull();
    }

    /// <summary>What was written and overwritten within the last hour of a workspace that nobody uses any more.</summary>
    [Fact]
    public async Task Parts_that_were_young_at_the_last_change_are_removed_when_they_are_old()
    {
        var time = new ManualTime();
        await using GrainHost host = await Start(time);
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "first");
        string[] texts = ["0", "1", "2", "3", "4"];
        foreach (string text in texts)
        {
            copy["a"] = text;
            await Keep(host, "first", loan);
        }

        for (TimeSpan past = TimeSpan.Zero; past <= WorkspaceGrain.Unneeded; past += WorkspaceGrain.SweepAfter)
        {
            await time.WhenArmed(WorkspaceGrain.SweepAfter);
            time.Advance(WorkspaceGrain.SweepAfter);
        }

        // An engine has timers of its own of that length: a look that was not armed yet comes at a later one.
        await Waits.Until(
            async () =>
            {
                time.Advance(WorkspaceGrain.SweepAfter);
                return (await Missing(host, texts)).Count > 0;
            },
            "the last sweep");
        (await Missing(host, texts)).ShouldBe(["0", "1"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_sweep_goes_on_where_the_last_one_stopped()
    {
        var time = new ManualTime();
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        await using GrainHost host = await StartOver(time, (method, arguments, call) =>
        {
            if (method.Name != nameof(IWorkspaceStore.SweepAsync))
            {
                return call();
            }

            seen.Enqueue((string?)arguments[3]);
            return Task.FromResult<string?>(seen.Count < 30 ? $"{seen.Count}" : null);
        });
        ScriptedCopy copy = await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "first");
        copy["a"] = "1";
        await Keep(host, "first", loan);

        await time.WhenArmed(WorkspaceGrain.SweepAfter);
        time.Advance(WorkspaceGrain.SweepAfter);
        await time.WhenArmed(WorkspaceGrain.SweepAfter);
        time.Advance(WorkspaceGrain.SweepAfter);

        await Waits.Until(() => Task.FromResult(seen.Count >= 30), "the second sweep");
        seen.Take(30).ShouldBe([null, .. Enumerable.Range(1, 29).Select(static at => $"{at}")]);
    }

    /// <summary>What is stored last is looked for when its turn comes: a row that was read before another one took the workspace does not count any more.</summary>
    [Fact]
    public async Task A_row_that_was_read_too_early_is_not_remembered()
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goesOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int finds = 0;
        ScriptedCopy first = new(), second = new();
        await using (GrainHost before = await Start())
        {
            await Runner(before, "first", first);
            await Take(before, "first");
        }

        await using GrainHost host = await StartOver(null, (method, arguments, call) => method.Name == nameof(IWorkspaceStore.FindAsync) && Interlocked.Increment(ref finds) == 1
            ? Late((Task<WorkspaceRow?>)call()!)
            : call());
        await Runner(host, "first", first);
        await Runner(host, "second", second);
        Task soon = host.AsGrain<IWorkspaceGrain>(Key).KeepSoon();
        await found.Task.InTime();
        Task<WorkspaceLoan> taken = Take(host, "second");
        await Task.WhenAny(taken, Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System));
        goesOn.SetResult();
        await soon.InTime();
        WorkspaceLoan loan = await taken;

        second.Clear();
        (await Take(host, "second")).ShouldBe(loan);
        second.Steps.ShouldBeEmpty("it is known who has it");

        async Task<WorkspaceRow?> Late(Task<WorkspaceRow?> row)
        {
            WorkspaceRow? read = await row;
            found.SetResult();
            await goesOn.Task;
            return read;
        }
    }

    /// <summary>What asks a server at an address changes no file of the runner.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData("https://tools.example/", false)]
    public void Only_a_server_that_is_a_program_writes(string? url, bool writes) => WorkspaceLending.Writes(new ToolRunParams
    {
        CallId = "c", Tool = "mcp", Arguments = System.Text.Json.JsonElement.Parse("{}"), TimeoutMs = 1, MaxOutputChars = 1,
        Context = new ToolRunContext { Tenant = "default", AgentId = "main", SessionKey = "agent:main:main", SandboxKey = "s", Sandboxed = true, WorkspaceAccess = "rw", Network = true },
        Mcp = new ToolMcpServer { Name = "s", Url = url, Command = url is null ? "/bin/server" : null },
    }).ShouldBe(writes);

    private Task<GrainHost> StartOver(TimeProvider? time, Func<MethodInfo, object?[], Func<object?>, object?> over) => GrainHost.Start(
        _folder.Path, Config, time, services =>
        {
            services.AddSingleton(new WorkspaceOptions { AreStored = true });
            ServiceDescriptor real = services.Last(static each => each.ServiceType == typeof(IWorkspaceStore));
            services.AddSingleton(provider => StoreOver.Of((IWorkspaceStore)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), over));
        });

    public class StoreOver : DispatchProxy
    {
        private IWorkspaceStore _store = null!;
        private Func<MethodInfo, object?[], Func<object?>, object?> _over = null!;

        public static IWorkspaceStore Of(IWorkspaceStore store, Func<MethodInfo, object?[], Func<object?>, object?> over)
        {
            IWorkspaceStore proxy = Create<IWorkspaceStore, StoreOver>();
            ((StoreOver)(object)proxy)._store = store;
            ((StoreOver)(object)proxy)._over = over;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? method, object?[]? arguments) => _over(method!, arguments!, () => method!.Invoke(_store, arguments));
    }
}
