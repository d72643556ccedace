using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Storage.Turns;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>A stop ends what came before it, once, whoever hands it over how often.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelGate _first = new(), _second = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _first.Open();
        _second.Open();
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_stop_that_is_handed_over_again_does_not_stop_what_came_after_it()
    {
        await using SessionHost silo = await SessionHost.Start(_folder.Path, _model);
        _model.Enqueue(ModelReply.Text("one").HeldBy(_first), ModelReply.Text("three").HeldBy(_second));
        await silo.Say("one", "r1");
        await _first.Reached;
        TurnReceipt stopped = await silo.Say("stop", "r2");
        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        await silo.Say("three", "r3");
        await _second.Reached;

        TurnReceipt again = await silo.Say("stop", "r2");
        _second.Open();

        stopped.AbortedRuns.ShouldBe(["r1"]);
        (again.Disposition, again.Run!.State).ShouldBe((TurnDisposition.Completed, RunState.Ok));
        (await silo.Events.Outcome("r3")).State.ShouldBe(RunState.Ok);
    }

    [Fact]
    public async Task A_stop_whose_process_died_is_performed_by_the_next_and_never_asked_of_a_model()
    {
        _model.Enqueue(ModelReply.Text("one").HeldBy(_first));
        await using (SessionHost silo = await SessionHost.Start(_folder.Path, _model))
        {
            await silo.Say("one", "r1");
            await _first.Reached;
            TurnRequest stop = silo.Request("stop", "r2");
            await silo.Services.GetRequiredService<ITurnStore>().EnqueueAsync(new NewTurn(
                SessionHost.Tenant, SessionHost.Main, "r2", JsonSerializer.SerializeToUtf8Bytes(stop, SessionJson.Default.TurnRequest), DateTimeOffset.UnixEpoch));
        }

        await using SessionHost restarted = await SessionHost.Start(_folder.Path, _model);
        await restarted.Session().Resume(SessionHost.Main);

        (await restarted.Events.Outcome("r1")).State.ShouldBe(RunState.Aborted);
        (await restarted.Index.FindRun("r2"))!.State.ShouldBe(RunState.Ok);
        _model.Requests.Count.ShouldBe(1);
    }
}
