using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Storage.Turns;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

public sealed class WakerTests
{
    [Fact]
    public async Task What_ends_as_cancelled_by_somebody_else_does_not_end_the_waker()
    {
        using var folder = new TemporaryFolder();
        await using SimulatedModelProvider model = await SimulatedModelProvider.StartAsync();
        var time = new ManualTime();
        await using SessionHost silo = await SessionHost.Start(folder.Path, model, time);
        await silo.Services.GetRequiredService<ITurnStore>().EnqueueAsync(new NewTurn(
            SessionHost.Tenant,
            SessionHost.Main,
            "r1",
            JsonSerializer.SerializeToUtf8Bytes(silo.Request("hi", "r1"), SessionJson.Default.TurnRequest),
            time.GetUtcNow()));
        Task looked = CancelNext(fail => silo.Fault.OnLook = fail);
        Task activated = CancelNext(fail => silo.Fault.OnOpen = fail);

        time.Advance(SessionWaker.Interval);
        await looked.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        time.Advance(SessionWaker.Interval);
        await activated.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        time.Advance(SessionWaker.Interval);

        (await silo.Events.Outcome("r1")).State.ShouldBe(RunState.Ok);
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
