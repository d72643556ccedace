using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Models.Failover;
using Moltbot.Storage;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>What was acknowledged as aborted is never answered, whatever the model, the store and the process do.</summary>
public sealed class AbortTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly StubbornModel _stubborn = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _stubborn.Finish();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_model_that_finishes_while_the_abort_is_told_is_not_heard()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var filter = new AfterPublishing(async e =>
        {
            if (e is ChatEvent { State: ChatState.Aborted })
            {
                _stubborn.Finish();
                await written.Task.InTime();
            }
        });
        await using SessionHost silo = await StartStubborn(services => services.AddSingleton<IIncomingGrainCallFilter>(filter));
        await Begin(silo, SessionHost.Delivered);
        silo.Fault.OnWritten = state =>
        {
            if (state is SessionState { Entry.TranscriptHead: > 0 })
            {
                written.TrySetResult();
            }
        };

        AbortReceipt receipt = await silo.Session().Abort("r1", "rpc");

        await written.Task.InTime();
        receipt.Aborted.ShouldBeTrue();
        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        silo.Events.Chat("r1").Where(e => e.State != ChatState.Delta).ShouldHaveSingleItem().State.ShouldBe(ChatState.Aborted);
        (await silo.Transcript()).ShouldBe(["user: hi", "assistant: half"]);
        (await silo.Outbox()).ShouldBe(0);
    }

    [Fact]
    public async Task The_model_is_let_go_before_anybody_is_told()
    {
        await using SessionHost silo = await StartStubborn();
        await Begin(silo, r => r);
        bool? wasLetGo = null;
        silo.Events.Seen = e => wasLetGo = e is ChatEvent { State: ChatState.Aborted } ? _stubborn.IsLetGo : wasLetGo;

        await silo.Session().Abort("r1", "rpc");
        _stubborn.Finish();

        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        wasLetGo.ShouldBe(true);
    }

    [Fact]
    public async Task A_command_that_is_aborted_is_not_answered()
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        silo.Fault.OnClaim = () =>
        {
            reached.TrySetResult();
            return goOn.Task;
        };
        await silo.Say("/status", "r1", change: SessionHost.Delivered);
        await reached.Task.InTime();

        AbortReceipt receipt = await silo.Session().Abort("r1", "rpc");
        goOn.SetResult();

        receipt.Aborted.ShouldBeTrue();
        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        silo.Events.Chat("r1").ShouldHaveSingleItem().State.ShouldBe(ChatState.Aborted);
        (await silo.Transcript()).ShouldBeEmpty();
        (await silo.Outbox()).ShouldBe(0);
    }

    [Fact]
    public async Task An_abort_outlives_a_store_that_cannot_take_the_outcome()
    {
        await using SessionHost silo = await StartStubborn(time: TimeProvider.System);
        await Begin(silo, SessionHost.Delivered);
        (await silo.Session().Abort("r1", "rpc")).Aborted.ShouldBeTrue();
        silo.Fault.FailNext(2);

        _stubborn.Finish();

        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        _stubborn.Asked.ShouldBe(1);
        (await silo.Transcript())[0].ShouldBe("user: hi");
        (await silo.Outbox()).ShouldBe(0);
    }

    [Fact]
    public async Task An_abort_outlives_the_process_that_acknowledged_it()
    {
        await using (SessionHost dying = await StartStubborn())
        {
            await Begin(dying, SessionHost.Delivered);
            (await dying.Session().Abort("r1", "rpc")).Aborted.ShouldBeTrue();
            dying.Fault.DieAt(1, after: false);
            _stubborn.Finish();
            await dying.Fault.Died.InTime();
        }

        await using SessionHost next = await SessionHost.Start(_folder.Path, _model, TimeProvider.System);
        await next.Session().Resume(SessionHost.Main);
        await next.Ask("and on", "r2");

        (await next.Index.FindRun("r1"))!.State.ShouldBe(RunState.Aborted);
        (await next.Transcript()).ShouldBe(["user: hi", "user: and on", "assistant: Hello from the simulated model."]);
        _model.Requests.Count.ShouldBe(1);
        (await next.Outbox()).ShouldBe(0);
    }

    [Theory]
    [InlineData("r1")]
    [InlineData(null)]
    public async Task A_run_that_waits_to_be_begun_anew_is_ended_at_once(string? runId)
    {
        var time = new ManualTime();
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model, time);
        await Pause(silo, time);

        AbortReceipt receipt = await silo.Session().Abort(runId, "rpc");

        receipt.Aborted.ShouldBeTrue();
        receipt.RunIds.ShouldBe(["r1"]);
        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        silo.Events.Chat("r1").ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            e => e.State.ShouldBe(ChatState.Aborted), e => e.StopReason.ShouldBe("rpc"));
        _model.Requests.ShouldBeEmpty();
        (await silo.Transcript()).ShouldBe(["user: hi"]);
        (await silo.Outbox()).ShouldBe(0);
        (await silo.Session().Abort(runId, "rpc")).Aborted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_whose_outcome_is_stored_already_is_not_aborted_any_more()
    {
        var time = new ManualTime();
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model, time);
        bool answered = false;
        silo.Fault.OnComplete = () =>
        {
            // The answer is in the transcript; that it is cannot be told.
            if (!answered)
            {
                answered = true;
                silo.Fault.FailNext(1);
            }
        };
        await silo.Say("hi", "r1", change: SessionHost.Delivered);
        await time.WhenArmed(TimeSpan.FromMilliseconds(200));

        (await silo.Session().Abort("r1", "rpc")).Aborted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(200));

        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Ok);
        (await silo.Transcript()).ShouldBe(["user: hi", "assistant: Hello from the simulated model."]);
        (await silo.Outbox()).ShouldBe(1);
    }

    [Fact]
    public async Task A_session_that_is_deleted_between_two_attempts_stays_deleted()
    {
        var time = new ManualTime();
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model, time);
        await Pause(silo, time);

        (await silo.Session().Delete(deleteTranscript: true)).Deleted.ShouldBeTrue();
        time.Advance(TimeSpan.FromMilliseconds(200));

        (await silo.Index.FindRun("r1"))!.State.ShouldBe(RunState.Aborted);
        await silo.Ask("again", "r2");
        (await silo.Transcript()).ShouldBe(["user: again", "assistant: Hello from the simulated model."]);
        _model.Requests.Count.ShouldBe(1);
    }

    /// <summary>Leaves a run in the pause before its second attempt: the store failed right after it was claimed.</summary>
    private static async Task Pause(SessionHost silo, ManualTime time)
    {
        bool claimed = false;
        silo.Fault.OnClaim = () =>
        {
            if (!claimed)
            {
                claimed = true;
                throw new StorageUnavailableException("the database is away");
            }

            return Task.CompletedTask;
        };
        await silo.Say("hi", "r1", change: SessionHost.Delivered);
        await time.WhenArmed(TimeSpan.FromMilliseconds(200));
    }

    private Task<SessionHost> StartStubborn(Action<IServiceCollection>? more = null, TimeProvider? time = null) =>
        SessionHost.Start(_folder.Path, _model, time, more: services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IModelRouter>(_stubborn));
            more?.Invoke(services);
        });

    private static async Task Begin(SessionHost silo, Func<TurnRequest, TurnRequest> change)
    {
        await silo.Say("hi", "r1", change: change);
        await silo.Events.Next(e => e is ChatEvent { RunId: "r1" }, "the first delta");
    }

    /// <summary>Holds the telling of an event after gateways were told of it. Typing, which is told the same way, is left out: it
    /// would wait for what is held.</summary>
    private sealed class AfterPublishing(Func<TenantEvent, Task> then) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName == nameof(IChannelAccountGrain.SetTyping))
            {
                context.Result = null;
                return;
            }

            await context.Invoke();
            if (context.Grain is not IGatewayObserver && context.MethodName == nameof(ITenantEventsGrain.Publish)
                && context.Request.GetArgument(0) is TenantEvent tenantEvent)
            {
                await then(tenantEvent);
            }
        }
    }
}
