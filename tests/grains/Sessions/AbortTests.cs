using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Models.Failover;
using Moltbot.Storage;
using Moltbot.Storage.Outbox;
using Moltbot.TestSupport.Models;

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
        SessionHost? told = null;
        var filter = new AfterPublishing(async e =>
        {
            if (e is ChatEvent { State: ChatState.Aborted })
            {
                _stubborn.Finish();
                await Written(told!);
            }
        });
        await using SessionHost silo = await StartStubborn(services => services.AddSingleton<IIncomingGrainCallFilter>(filter));
        told = silo;
        await Begin(silo, Delivered);

        AbortReceipt receipt = await silo.Session().Abort("r1", "rpc");

        receipt.Aborted.ShouldBeTrue();
        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        silo.Events.Chat("r1").Where(e => e.State != ChatState.Delta).ShouldHaveSingleItem().State.ShouldBe(ChatState.Aborted);
        (await silo.Transcript()).ShouldBe(["user: hi", "assistant: half"]);
        (await Outbox(silo)).ShouldBe(0);
    }

    [Fact]
    public async Task The_model_is_let_go_before_anybody_is_told()
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model);
        _model.Enqueue(ModelReply.Text("half").ThenStall());
        await Begin(silo, r => r);
        Task letGo = _model.HungUpAsync();
        bool? wasLetGo = null;
        silo.Fault.OnStop = () => letGo;
        silo.Events.Seen = e => wasLetGo = e is ChatEvent { State: ChatState.Aborted } ? letGo.IsCompletedSuccessfully : wasLetGo;

        await silo.Session().Abort("r1", "rpc");

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
        await silo.Say("/status", "r1", change: Delivered);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);

        AbortReceipt receipt = await silo.Session().Abort("r1", "rpc");
        goOn.SetResult();

        receipt.Aborted.ShouldBeTrue();
        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        silo.Events.Chat("r1").ShouldHaveSingleItem().State.ShouldBe(ChatState.Aborted);
        (await silo.Transcript()).ShouldBeEmpty();
        (await Outbox(silo)).ShouldBe(0);
    }

    [Fact]
    public async Task An_abort_outlives_a_store_that_cannot_take_the_outcome()
    {
        await using SessionHost silo = await StartStubborn();
        await Begin(silo, Delivered);
        (await silo.Session().Abort("r1", "rpc")).Aborted.ShouldBeTrue();
        silo.Fault.FailNext(2);

        _stubborn.Finish();

        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        _stubborn.Asked.ShouldBe(1);
        (await silo.Transcript())[0].ShouldBe("user: hi");
        (await Outbox(silo)).ShouldBe(0);
    }

    [Fact]
    public async Task An_abort_outlives_the_process_that_acknowledged_it()
    {
        await using (SessionHost dying = await StartStubborn())
        {
            await Begin(dying, Delivered);
            (await dying.Session().Abort("r1", "rpc")).Aborted.ShouldBeTrue();
            dying.Fault.DieAt(1, after: false);
            _stubborn.Finish();
            await dying.Fault.Died.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        }

        await using SessionHost next = await SessionHost.Start(_folder.Path, _model);
        await next.Session().Resume(SessionHost.Main);
        await next.Ask("and on", "r2");

        (await next.Index.FindRun("r1"))!.State.ShouldBe(RunState.Aborted);
        (await next.Transcript()).ShouldBe(["user: hi", "user: and on", "assistant: Hello from the simulated model."]);
        _model.Requests.Count.ShouldBe(1);
        (await Outbox(next)).ShouldBe(0);
    }

    private Task<SessionHost> StartStubborn(Action<IServiceCollection>? more = null) => SessionHost.Start(_folder.Path, _model, more: services =>
    {
        services.Replace(ServiceDescriptor.Singleton<IModelRouter>(_stubborn));
        more?.Invoke(services);
    });

    /// <summary>Completes when something of the turn stands in the transcript.</summary>
    private static async Task Written(SessionHost silo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        while ((await silo.Session().Entry())!.TranscriptHead == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    private static async Task Begin(SessionHost silo, Func<TurnRequest, TurnRequest> change)
    {
        await silo.Say("hi", "r1", change: change);
        await silo.Events.Next(e => e is ChatEvent { RunId: "r1" }, "the first delta");
    }

    private static TurnRequest Delivered(TurnRequest request) => request with
    {
        ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "42" },
    };

    private static async Task<long> Outbox(SessionHost silo) =>
        (await silo.Services.GetRequiredService<IOutboxStore>().CountAsync(new ChannelAccount(SessionHost.Tenant, "telegram", "default"))).Pending;

    /// <summary>Holds the telling of an event after gateways were told of it.</summary>
    private sealed class AfterPublishing(Func<TenantEvent, Task> then) : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            await context.Invoke();
            if (context.Grain is not IGatewayObserver && context.MethodName == nameof(ITenantEventsGrain.Publish)
                && context.Request.GetArgument(0) is TenantEvent tenantEvent)
            {
                await then(tenantEvent);
            }
        }
    }
}
