using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Storage.Turns;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

public sealed class WakerTests
{
    /// <summary>The waker has a clock of its own: an engine may keep its own time by the host's.</summary>
    [Fact]
    public async Task What_ends_as_cancelled_by_somebody_else_does_not_end_the_waker()
    {
        using var folder = new TemporaryFolder();
        await using SimulatedModelProvider model = await SimulatedModelProvider.StartAsync();
        await using SessionHost silo = await SessionHost.Start(folder.Path, model);
        ITurnStore turns = silo.Services.GetRequiredService<ITurnStore>();
        await turns.EnqueueAsync(new NewTurn(
            SessionHost.Tenant,
            SessionHost.Main,
            "r1",
            JsonSerializer.SerializeToUtf8Bytes(silo.Request("hi", "r1"), SessionJson.Default.TurnRequest),
            TimeProvider.System.GetUtcNow()));
        var fault = new StoreFault();
        Task looked = CancelNext(fail => fault.OnLook = fail);
        Task activated = CancelNext(fail => silo.Fault.OnOpen = fail);
        var time = new ManualTime();
        using var waker = new SessionWaker(new FaultyTurns(turns, fault), silo.Grains, time, NullLogger<SessionWaker>.Instance);

        await waker.StartAsync(TestContext.Current.CancellationToken);
        await looked.InTime();
        time.Advance(SessionWaker.Interval);
        await activated.InTime();
        time.Advance(SessionWaker.Interval);

        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Ok);
        waker.ExecuteTask!.IsCompleted.ShouldBeFalse();
        await waker.StopAsync(TestContext.Current.CancellationToken);
        waker.ExecuteTask.IsCompletedSuccessfully.ShouldBeTrue();
    }

    /// <summary>The next such operation ends as cancelled; completes when it has.</summary>
    private static Task CancelNext(Action<Action?> set)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        set(() =>
        {
            set(null);
            done.TrySetResult();
            throw new OperationCanceledException();
        });
        return done.Task;
    }
}
