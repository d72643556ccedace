using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Cron;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Cron;

/// <summary>Jobs run when they are due, once for each time, also over restarts.</summary>
public sealed class CronDueTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_of_every_minute_runs_every_minute()
    {
        await using SessionHost host = await Start();
        CronJobView job = await host.AddJob(Jobs.Line(Jobs.Every(Minute)));
        job.NextDue.ShouldBe(At(Minute));

        for (int i = 1; i <= 3; i++)
        {
            await _time.WhenArmed(Minute);
            _time.Advance(Minute);
            await host.Subscribe();
            IReadOnlyList<CronJobEvent> ends = await host.Finished(i);
            ends.Count.ShouldBe(i);
            ends[^1].ShouldBe(new CronJobEvent { JobId = Jobs.Id, Action = "finished", Status = "ok", Summary = "ping", RunAt = At(), DurationMs = 0, NextDue = At(Minute) });
        }

        IReadOnlyList<CronRun> runs = await host.Job().Runs(10);
        runs.Select(static run => run.RunId).ShouldBe(
            [CronRunIds.Of(Jobs.Id, At(-2 * Minute)), CronRunIds.Of(Jobs.Id, At(-Minute)), CronRunIds.Of(Jobs.Id, At())]);
        (await host.Job().Runs(1)).ShouldHaveSingleItem().RunId.ShouldBe(CronRunIds.Of(Jobs.Id, At()));
        (await host.Audited()).ShouldBe(["cron.add", "cron.run", "cron.run", "cron.run"]);
    }

    [Fact]
    public async Task What_is_due_in_days_is_woken_by_its_reminder()
    {
        await using SessionHost host = await Start();
        long due = At(TimeSpan.FromDays(3));
        await host.AddJob(Jobs.Line(Jobs.At(_time.GetUtcNow().AddDays(3))));
        await Waits.Until(
            async () =>
            {
                // Never while a call is on its way, which has a deadline on the clock.
                _time.Advance(TimeSpan.FromMinutes(30));
                return (await host.Job().Runs(10)).Count == 1;
            },
            "the job has run");

        CronJobView job = (await host.Job().Show())!;
        job.LastRun!.Status.ShouldBe("ok");
        job.LastRun.RunId.ShouldBe(CronRunIds.Of(Jobs.Id, due));
        job.LastRun.StartedAt!.Value.ShouldBeGreaterThanOrEqualTo(due);
        job.NextDue.ShouldBeNull();
        job.SpecJson.ShouldContain("\"enabled\":false");
    }

    [Fact]
    public async Task What_is_due_once_and_was_missed_runs_when_somebody_is_there_again()
    {
        await using (SessionHost host = await Start())
        {
            await host.AddJob(Jobs.Line(Jobs.At(_time.GetUtcNow() + TimeSpan.FromMinutes(5))));
        }

        var later = new ManualTime(_time.GetUtcNow() + TimeSpan.FromDays(2));
        await using SessionHost next = await Start(later);
        (await Ended(next, later)).ShouldHaveSingleItem();
        later.Advance(Minute);
        later.Advance(Minute);

        (await next.Job().Runs(10)).ShouldHaveSingleItem().Status.ShouldBe("ok");
        (await next.Job().Show())!.NextDue.ShouldBeNull();
    }

    [Fact]
    public async Task Of_the_times_that_a_repeated_job_missed_the_last_one_counts_if_it_is_not_long_ago()
    {
        await using (SessionHost host = await Start())
        {
            await host.AddJob(Jobs.Line(Jobs.Every(TimeSpan.FromMinutes(4))));
        }

        DateTimeOffset began = _time.GetUtcNow();
        var later = new ManualTime(began + TimeSpan.FromMinutes(17));
        await using SessionHost next = await Start(later);
        CronJobEvent end = (await Ended(next, later)).ShouldHaveSingleItem();

        end.Status.ShouldBe("ok");
        end.NextDue.ShouldBe((began + TimeSpan.FromMinutes(20)).ToUnixTimeMilliseconds());
        (await next.Job().Runs(10)).ShouldHaveSingleItem().RunId.ShouldBe(CronRunIds.Of(Jobs.Id, (began + TimeSpan.FromMinutes(16)).ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task What_a_repeated_job_missed_long_ago_is_left_out_and_noted()
    {
        await using (SessionHost host = await Start())
        {
            await host.AddJob(Jobs.Line("""{"kind":"cron","expr":"0 14 * * *","tz":"UTC"}"""));
        }

        var later = new ManualTime(_time.GetUtcNow() + TimeSpan.FromHours(2) + CronJobGrain.Grace + Minute);
        await using SessionHost next = await Start(later);
        CronJobEvent end = (await Ended(next, later)).ShouldHaveSingleItem();

        end.Status.ShouldBe("skipped");
        end.Error.ShouldBe("missed: nothing ran at that time");
        end.NextDue.ShouldBe(new DateTimeOffset(2026, 1, 2, 14, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        (await next.Audited()).ShouldBe(["cron.add"]);
    }

    [Fact]
    public async Task Jobs_that_are_switched_off_wait_and_can_be_run_by_hand()
    {
        await using SessionHost host = await Start(config: "{ cron: { enabled: false } }");
        await host.AddJob(Jobs.Line(Jobs.Every(Minute)));
        (await host.Job().Run(isForced: false)).ShouldBe(CronStart.NotDue);
        await _time.WhenArmed(Minute);
        _time.Advance(Minute);
        await _time.WhenArmed(CronJobGrain.FollowEvery);
        (await host.Job().Runs(10)).ShouldBeEmpty();

        (await host.Job().Run(isForced: true)).ShouldBe(CronStart.Begun);
        (await host.Job().Runs(10)).ShouldHaveSingleItem().Status.ShouldBe("ok");
    }

    [Fact]
    public async Task A_tenant_that_is_shut_runs_none_until_it_is_opened()
    {
        await using SessionHost host = await Start();
        await host.AddJob(Jobs.Line(Jobs.Every(Minute)));
        await Suspend(true);
        await _time.WhenArmed(Minute);
        _time.Advance(Minute);
        await _time.WhenArmed(CronJobGrain.FollowEvery);
        (await host.Job().Runs(10)).ShouldBeEmpty();

        await Suspend(false);
        _time.Advance(CronJobGrain.FollowEvery);
        await host.Subscribe();
        (await host.Finished(1))[0].Status.ShouldBe("ok");

        Task Suspend(bool isSuspended)
        {
            CallerContext.Use(CallerClaim.ForRegistry(SessionHost.Tenant, "operator"));
            return host.Grains.GetGrain<ITenantGrain>(SessionHost.Tenant).Suspend(isSuspended);
        }
    }

    [Fact]
    public async Task A_job_that_is_not_enabled_is_never_due()
    {
        await using SessionHost host = await Start();
        CronJobView job = (await host.Job().Add(Jobs.Id, Jobs.Line(Jobs.Every(Minute)).Replace("true", "false", StringComparison.Ordinal), null)).Job!;
        job.NextDue.ShouldBeNull();
        CronChange changed = await host.Job().Update(Jobs.Line(Jobs.Every(Minute)), null, job.Revision);
        changed.Job!.NextDue.ShouldBe(At(Minute));
        (await host.Job().Update(Jobs.Line(Jobs.Every(Minute)), null, job.Revision)).IsOutdated.ShouldBeTrue();
        (await host.Audited()).ShouldBe(["cron.add", "cron.update"]);
    }

    private Task<SessionHost> Start(ManualTime? time = null, string? config = null) =>
        SessionHost.Start(_folder.Path, null, time ?? _time, config, Jobs.Keep);

    /// <summary>A minute later, when the reminder has come.</summary>
    private static async Task<IReadOnlyList<CronJobEvent>> Ended(SessionHost host, ManualTime time)
    {
        time.Advance(Minute);
        return await host.Finished(1);
    }

    private long At(TimeSpan later = default) => (_time.GetUtcNow() + later).ToUnixTimeMilliseconds();
}
