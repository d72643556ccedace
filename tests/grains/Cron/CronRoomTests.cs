using Moltbot.GrainInterfaces.Cron;
using Moltbot.Grains.Cron;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Cron;

/// <summary>How many jobs of a tenant run at a time: <c>cron.maxConcurrentRuns</c>.</summary>
public sealed class CronRoomTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_due_while_as_many_run_as_may_waits_its_turn_and_not_for_the_clock()
    {
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text("one").HeldBy(gate), ModelReply.Text("two"), ModelReply.Text("three"));
        await using SessionHost host = await Start();
        await Add(host, "job-1");
        await _model.NextRequestAsync();
        await Add(host, "job-2");
        await Waiting(2);
        await Add(host, "job-3");
        await Waiting(3);

        _model.Requests.Count.ShouldBe(1);
        (await host.Job("job-2").Show())!.RunningSince.ShouldBeNull();
        gate.Open();

        (await host.Finished(3)).Select(static end => (end.JobId, end.Status)).ShouldBe([("job-1", "ok"), ("job-2", "ok"), ("job-3", "ok")]);
    }

    [Fact]
    public async Task What_runs_counts_also_after_a_restart()
    {
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text("one").HeldBy(gate), ModelReply.Text("one").HeldBy(gate), ModelReply.Text("two"));
        await using (SessionHost host = await Start())
        {
            await Add(host, "job-1");
            await _model.NextRequestAsync();
        }

        await using SessionHost next = await Start();
        await next.Session("agent:main:cron:job-1").Resume("agent:main:cron:job-1");
        await _model.NextRequestAsync();
        await Add(next, "job-2");
        await Waiting(2);
        _model.Requests.Count.ShouldBe(2);
        gate.Open();

        (await next.Finished(2)).Select(static end => end.JobId).ShouldBe(["job-1", "job-2"]);
    }

    [Fact]
    public async Task What_is_run_by_hand_and_what_takes_no_time_is_not_counted()
    {
        _model.Enqueue(ModelReply.Text("one").HeldBy(new ModelGate()), ModelReply.Text("two").HeldBy(new ModelGate()));
        await using SessionHost host = await Start();
        await Add(host, "job-1");
        await _model.NextRequestAsync();
        (await host.Job("job-2").Add("job-2", Jobs.Turn("""{"kind":"cron","expr":"0 0 1 1 *"}"""), null)).Job.ShouldNotBeNull();
        (await host.Job("job-2").Run(isForced: true)).ShouldBe(CronStart.Begun);
        await _model.NextRequestAsync();
        (await host.Job("job-3").Add("job-3", Jobs.Line(Jobs.At(_time.GetUtcNow())), null)).Job.ShouldNotBeNull();

        (await host.Finished(1))[0].JobId.ShouldBe("job-3");
    }

    private Task<SessionHost> Start() =>
        SessionHost.Start(_folder.Path, _model, _time, SessionHost.ConfigFor(_model, "cron: { maxConcurrentRuns: 1 }"), Jobs.Keep);

    private async Task Add(SessionHost host, string id) =>
        (await host.Job(id).Add(id, Jobs.Turn(Jobs.At(_time.GetUtcNow())), null)).Job.ShouldNotBeNull();

    /// <summary>So many jobs, the one that runs and those that wait, look again in a while.</summary>
    private Task Waiting(int jobs) =>
        _time.When(timers => timers.Count(static due => due == CronJobGrain.FollowEvery) >= jobs, $"{jobs} jobs that look again");
}
