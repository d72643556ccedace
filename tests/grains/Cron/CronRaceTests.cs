using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Cron;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Cron;

/// <summary>What changes, breaks or ends while a job is made, runs or is removed.</summary>
public sealed class CronRaceTests : IAsyncLifetime
{
    private const string Never = """{"kind":"cron","expr":"0 0 1 1 *","tz":"UTC"}""";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
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
    public async Task A_time_that_a_job_is_given_while_it_runs_stands()
    {
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text("first").HeldBy(gate));
        await using SessionHost host = await Start();
        CronJobView job = await host.AddJob(Jobs.Turn(Jobs.At(_time.GetUtcNow()), more: ""","deleteAfterRun":true"""));
        await _model.NextRequestAsync();
        DateTimeOffset other = _time.GetUtcNow() + TimeSpan.FromHours(1);
        (await host.Job().Update(Jobs.Turn(Jobs.At(other)), null, job.Revision)).Job!.NextDue.ShouldBe(other.ToUnixTimeMilliseconds());
        gate.Open();

        (await host.Finished(1))[0].NextDue.ShouldBe(other.ToUnixTimeMilliseconds());
        job = (await host.Job().Show())!;
        (job.NextDue, job.SpecJson.Contains("\"enabled\":true", StringComparison.Ordinal)).ShouldBe((other.ToUnixTimeMilliseconds(), true));
    }

    [Fact]
    public async Task What_was_due_once_and_has_run_is_not_due_again_when_it_is_enabled_anew()
    {
        await using SessionHost host = await Start();
        string spec = Jobs.Line(Jobs.At(_time.GetUtcNow()));
        await host.AddJob(spec);
        await host.Finished(1);

        CronJobView job = (await host.Job().Show())!;
        (await host.Job().Update(spec, null, job.Revision)).Job!.NextDue.ShouldBeNull();
        (await host.Job().Run(isForced: false)).ShouldBe(CronStart.NotDue);
        (await host.Job().Run(isForced: true)).ShouldBe(CronStart.Begun);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_job_that_was_cut_off_while_it_was_made()
    {
        await using (SessionHost host = await Start())
        {
            host.Fault.OnWritten = state =>
            {
                if (state is CronIndexState)
                {
                    host.Fault.DieAt(1, after: false);
                }
            };
            await Should.ThrowAsync<Exception>(() => host.Job().Add(Jobs.Id, Jobs.Line(Never), null));
        }

        await using SessionHost next = await Start();
        (await next.Job().Show()).ShouldBeNull();
        (await next.JobIndex().List()).ShouldBe([Jobs.Id]);
        await Cleared(next);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_job_that_was_cut_off_while_it_was_removed()
    {
        await using (SessionHost host = await Start())
        {
            await host.AddJob(Jobs.Line(Never));
            host.Fault.OnWritten = state =>
            {
                if (state is CronJobState { SpecJson: null })
                {
                    host.Fault.DieAt(1, after: false);
                }
            };
            await Should.ThrowAsync<Exception>(() => host.Job().Remove());
        }

        await using SessionHost next = await Start();
        (await next.Job().Show()).ShouldBeNull();
        (await next.JobIndex().List()).ShouldBe([Jobs.Id]);
        await Cleared(next);
    }

    [Fact]
    public async Task A_job_that_is_deleted_after_its_run_is_gone_also_when_that_is_cut_off()
    {
        await using (SessionHost host = await Start())
        {
            await host.AddJob(Jobs.Line(Jobs.At(_time.GetUtcNow() + TimeSpan.FromHours(1)), ""","deleteAfterRun":true"""));
            host.Fault.OnWritten = state =>
            {
                if (state is CronJobState { Running: null, NextDue: null })
                {
                    host.Fault.DieAt(1, after: false);
                }
            };
            await Should.ThrowAsync<Exception>(() => host.Job().Run(isForced: true));
        }

        await using SessionHost next = await Start();
        await Cleared(next);
    }

    [Fact]
    public async Task A_job_may_take_longer_than_others_if_it_says_so()
    {
        await using SessionHost host = await Start();
        TaskCompletionSource held = await Hold(host, Jobs.Turn(Never, ""","timeoutSeconds":36000"""));

        await Pass(CronJobGrain.Patience + Minute, host);
        await _time.WhenArmed(CronJobGrain.FollowEvery);
        _time.Advance(CronJobGrain.FollowEvery);
        await _time.WhenArmed(CronJobGrain.FollowEvery);
        (await host.Job().Show())!.RunningSince.ShouldNotBeNull();

        held.SetResult();
        await Waits.Until(async () => (await host.Job().Runs(1)).Count == 1, "the run has its outcome");
        (await host.Job().Runs(1))[0].Status.ShouldBe("ok");
    }

    [Fact]
    public async Task What_is_given_up_goes_no_further()
    {
        await using SessionHost host = await Start(defaults: ", timeoutSeconds: 80000");
        TaskCompletionSource held = await Hold(host, Jobs.Turn(Never));

        CronRun run = await Outcome(host);
        (run.Status, run.Error, run.EndedAt - run.StartedAt > CronJobGrain.Patience.TotalMilliseconds).ShouldBe(("error", "no outcome within 2 hours", true));
        held.SetResult();
        await Waits.Until(async () => (await host.Index.FindRun(run.RunId))!.State == RunState.Aborted, "the run was aborted");
        _model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_of_an_agent_that_is_gone_runs_for_nobody_else()
    {
        const string Kid = ", list: [{ id: \"main\", default: true }, { id: \"kid\", tools: { deny: [\"exec\"] } }]";
        await using SessionHost host = await Start(agents: Kid);
        await host.AddJob(Jobs.Turn(Never, more: ""","agentId":"kid" """));
        host.Configurations.Set(SessionHost.ConfigFor(_model));

        (await host.Job().Run(isForced: true)).ShouldBe(CronStart.Begun);
        CronJobEvent end = (await host.Finished(1))[0];
        (end.Status, end.Error).ShouldBe(("error", "there is no agent \"kid\" any more"));
        _model.Requests.ShouldBeEmpty();
        (await host.Session("agent:kid:cron:job-1").Entry()).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_due_sooner_by_another_time_zone_is_brought_forward()
    {
        await using SessionHost host = await Start();
        // 1 January 2026 is a Thursday.
        CronJobView job = await host.AddJob(Jobs.Line("""{"kind":"cron","expr":"0 14 * * 0"}"""));
        job.NextDue.ShouldBe(new DateTimeOffset(2026, 1, 4, 14, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        host.Configurations.Set("{ agents: { defaults: { userTimezone: \"Europe/Berlin\" } } }");

        long sooner = new DateTimeOffset(2026, 1, 4, 13, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        await Waits.Until(
            async () =>
            {
                _time.Advance(TimeSpan.FromMinutes(30));
                return (await host.Job().Show())!.NextDue == sooner;
            },
            "the job is due an hour sooner");
    }

    [Fact]
    public async Task A_job_of_endless_text_is_refused()
    {
        await using SessionHost host = await Start();
        CronChange change = await host.Job().Add(Jobs.Id, Jobs.Turn(Never, $$""","model":"{{new string('m', 120_000)}}" """), null);
        change.Refusal!.ShouldEndWith("> 120000 characters)");
        (await host.JobIndex().List()).ShouldBeEmpty();
    }

    private Task<SessionHost> Start(string agents = "", string defaults = "")
    {
        string config = SessionHost.ConfigFor(_model).Replace("\"fake/m1\" } }", $"\"fake/m1\" }}{defaults} }}{agents}", StringComparison.Ordinal);
        return SessionHost.Start(_folder.Path, _model, _time, config, Jobs.Keep);
    }

    /// <summary>Within a minute, when the reminder has come.</summary>
    private async Task Cleared(SessionHost host)
    {
        _time.Advance(Minute);
        await Waits.Until(async () => (await host.JobIndex().List()).Count == 0, "the job is off the list");
        await Waits.Until(async () => (await host.Job().Add(Jobs.Id, Jobs.Line(Never), null)).Job is not null, "the id is free again");
    }

    /// <summary>Lets time pass, never while a call is on its way, which has a deadline on the clock.</summary>
    private async Task Pass(TimeSpan time, SessionHost host)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += Minute)
        {
            _time.Advance(Minute);
            await host.Job().Show();
        }
    }

    /// <summary>Begins a run that its session goes on with when the test says so.</summary>
    private static async Task<TaskCompletionSource> Hold(SessionHost host, string spec)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Fault.OnClaim = () =>
        {
            begun.TrySetResult();
            return held.Task;
        };
        await host.AddJob(spec);
        (await host.Job().Run(isForced: true)).ShouldBe(CronStart.Begun);
        await begun.Task.InTime();
        return held;
    }

    private async Task<CronRun> Outcome(SessionHost host)
    {
        await Waits.Until(
            async () =>
            {
                _time.Advance(Minute);
                return (await host.Job().Runs(1)).Count == 1;
            },
            "the run has an outcome");
        return (await host.Job().Runs(1))[0];
    }
}
