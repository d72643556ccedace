using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Grains.Tests.Support;
using Moltbot.Grains.Workspaces;
using Moltbot.Policy.Nodes;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Storage.Workspaces;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Workspaces;

/// <content>From one runner to another.</content>
public sealed partial class WorkspaceGrainTests
{
    /// <summary>Attack: a runner says that it has seen a fence after which there is none for anybody.</summary>
    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue - 1)]
    [InlineData(WorkspaceGrain.MaxJump + 2)]
    public async Task No_runner_uses_the_fences_up(long said)
    {
        await using GrainHost host = await Start();
        (ScriptedCopy liar, ScriptedCopy honest) = (await Runner(host, "liar"), await Runner(host, "honest"));
        liar.Answer = (step, result) => step.Operation == ToolWorkspaceOperations.Begin ? new ToolWorkspaceResult { Outcome = ToolOutcomes.Stale, Fence = said } : result;

        WorkspaceTaken refused = (await host.AsGrain<IWorkspaceGrain>(Key).Take(Request("liar", writes: true, null)).InTime())!;

        refused.Problem.ShouldBe("the runner says that it has been given a copy that nobody can have given it");
        (await Take(host, "honest")).Fence.ShouldBe(2);
        honest.Seen.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_holder_has_not_stored_is_stored_before_it_changes_hands()
    {
        await using GrainHost host = await Start();
        (ScriptedCopy first, ScriptedCopy second) = (await Runner(host, "first"), await Runner(host, "second"));
        await Take(host, "first");
        first["log"] = "of a program in the background";

        await Take(host, "second");

        second["log"].ShouldBe("of a program in the background");
        second.Clear();
        first.Clear();
        await Take(host, "second");
        first.Steps.ShouldBeEmpty("who is asked nothing new asks nobody");
    }

    [Fact]
    public async Task A_holder_that_is_gone_is_not_waited_for()
    {
        await using GrainHost host = await Start();
        ScriptedRunner gone = await ScriptedRunner.ConnectWithCopy(host.Grains, host.Events, "first");
        ScriptedCopy second = await Runner(host, "second");
        await Take(host, "first");
        gone.Copy!["log"] = "on its disk";
        await gone.Go();
        gone.Copy.Clear();

        await Take(host, "second");

        gone.Copy.Steps.ShouldBeEmpty();
        second["log"].ShouldBeNull();
    }

    /// <summary>Attack: the holder says nothing, so that nobody else gets on.</summary>
    [Fact]
    public async Task A_holder_that_does_not_answer_is_waited_for_a_while()
    {
        var time = new ManualTime();
        await using GrainHost host = await Start(time);
        (ScriptedCopy first, ScriptedCopy second) = (await Runner(host, "first"), await Runner(host, "second"));
        WorkspaceLoan loan = await Take(host, "first");
        first["a"] = "1";
        await Keep(host, "first", loan);
        first["a"] = "2";
        first.Answer = static (_, _) => null;

        Task<WorkspaceLoan> taken = Take(host, "second");
        await time.WhenArmed(WorkspaceGrain.LastKeep);
        time.Advance(WorkspaceGrain.LastKeep);

        (await taken).Fence.ShouldBe(loan.Fence + 1);
        second["a"].ShouldBe("1", "what was stored last");
        (await Keep(host, "first", loan)).Problem.ShouldBe("the workspace has been given to another runner meanwhile");
    }

    [Fact]
    public async Task The_only_copy_there_is_stays_where_it_is_until_it_is_stored()
    {
        await using GrainHost host = await Start(limits: new WorkspaceLimits { Files = 1 });
        (ScriptedCopy first, ScriptedCopy second) = (await Runner(host, "first"), await Runner(host, "second"));
        (first["AGENTS.md"], first["SOUL.md"]) = ("of before", "workspaces were stored");
        WorkspaceLoan loan = await Take(host, "first");
        (await Version(host)).ShouldBe(0);

        (await host.AsGrain<IWorkspaceGrain>(Key).Take(Request("second", writes: true, null)).InTime())!.Problem
            .ShouldBe("first has a workspace that was never stored and cannot be: the workspace has more than the 1 files that may be kept");

        second.Steps.ShouldBeEmpty();
        (await Take(host, "first")).ShouldBe(loan, "it has it still");
        first.Files.TryRemove("SOUL.md", out _);
        await Take(host, "second");
        second["AGENTS.md"].ShouldBe("of before");
    }

    /// <summary>Whoever writes is not kept waiting by whoever reads.</summary>
    [Fact]
    public async Task A_copy_on_its_way_to_a_reader_keeps_nobody_else_from_theirs()
    {
        await using GrainHost host = await Start();
        (ScriptedCopy _, ScriptedCopy second) = (await Runner(host, "first"), await Runner(host, "second"));
        WorkspaceLoan loan = await Take(host, "first");
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        second.Answer = (_, _) =>
        {
            asked.TrySetResult();
            return null;
        };
        _ = host.AsGrain<IWorkspaceGrain>(Key).Take(Request("second", writes: false, null));
        await asked.Task.InTime();

        Task<WorkspaceLoan> mine = Take(host, "first");

        (await mine.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(loan);
    }

    /// <summary>A frame of contents goes through one gateway; the others count on.</summary>
    [Fact]
    public async Task Only_the_gateway_of_a_runner_is_sent_contents()
    {
        await using GrainHost host = await Start();
        var other = new Numbers();
        IGatewayObserver reference = host.Grains.CreateObjectReference<IGatewayObserver>(other);
        await host.AsGateway<ITenantEventsGrain>(GrainKey.ForTenant(TenantId.Default)).Subscribe("other", reference);
        ScriptedCopy second = await Runner(host, "second");
        await Runner(host, "first");
        WorkspaceLoan loan = await Take(host, "second");
        second["a"] = "private";
        await Keep(host, "second", loan);
        await Take(host, "first");

        await Waits.Until(() => Task.FromResult(other.Told.Count(static told => told.Event is NodeInvokeRequestedEvent { Command: NodeCommands.ToolsWorkspace }) >= 6), "the other gateway to be told of them");
        (long Number, TenantEvent Event)[] told = [.. other.Told];
        told.Select(static each => each.Event).OfType<NodeInvokeRequestedEvent>().ShouldAllBe(static asked => asked.ParamsJson == null);
        told.Select(static each => each.Number).Order().ShouldBe(Enumerable.Range(0, told.Length).Select(at => told.Min(static each => each.Number) + at), "no number is missing");
        host.Events.All.OfType<NodeInvokeRequestedEvent>().ShouldAllBe(static asked => asked.ParamsJson != null);
        GC.KeepAlive(other);
    }

    private sealed class Numbers : IGatewayObserver
    {
        public System.Collections.Concurrent.ConcurrentQueue<(long Number, TenantEvent Event)> Told { get; } = new();

        public Task OnEvent(string tenant, long sequence, TenantEvent tenantEvent)
        {
            Told.Enqueue((sequence, tenantEvent));
            return Task.CompletedTask;
        }
    }
}
