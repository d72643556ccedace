using System.Text;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions.Runs;

public sealed class RunEventsTests
{
    private readonly ManualTime _time = new();
    private readonly List<TenantEvent> _told = [];

    [Fact]
    public async Task What_a_fast_model_writes_between_two_events_is_not_copied_each_time()
    {
        using ActiveRun run = Run();
        var events = new RunEvents(run, Tell, _time);
        StringBuilder text = new StringBuilder().Append('a', 1_000_000);
        await events.Wrote(text);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int piece = 0; piece < 1000; piece++)
        {
            text.Append('b');
            await events.Wrote(text);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
        _told.OfType<AgentAssistantEvent>().ShouldHaveSingleItem().Text.Length.ShouldBe(1_000_000);
        _time.Advance(RunEvents.AssistantInterval);
        await events.Wrote(text.Append('c'));
        AgentAssistantEvent all = _told.OfType<AgentAssistantEvent>().Last();
        (all.Text.Length, all.Delta).ShouldBe((1_001_001, new string('b', 1000) + "c"));
    }

    [Fact]
    public async Task What_a_model_writes_on_after_an_abort_does_not_count()
    {
        using ActiveRun run = Run();
        var events = new RunEvents(run, Tell, _time);
        var text = new StringBuilder("until here");
        await events.Wrote(text);

        run.TryAbort("rpc").ShouldBeTrue();
        await events.Wrote(text.Append(" and no further"));

        run.Text.ShouldBe("until here");
    }

    private ActiveRun Run()
    {
        var request = new TurnRequest
        {
            RunId = "run-1",
            SessionKey = "agent:main:main",
            SessionKeyAsSent = "main",
            Message = "hi",
            Origin = TurnOrigin.Chat,
            ReceivedAt = 1,
            Principal = "test",
        };
        return new ActiveRun(new TurnBatch([new QueuedTurn(request, 1, 1, Waited: false)], []), TimeSpan.FromMinutes(1), _time, CancellationToken.None)
        {
            Typing = new TypingSign("never", static _ => Task.CompletedTask),
        };
    }

    private Task Tell(TenantEvent told)
    {
        _told.Add(told);
        return Task.CompletedTask;
    }
}
