using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Heartbeats;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Heartbeats;

/// <summary>Heartbeats come when they are due, once for each time, also over restarts; and why one is left out.</summary>
public sealed class HeartbeatDueTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = HeartbeatRig.Minute;
    private HeartbeatRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await HeartbeatRig.Start();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task One_of_every_minute_comes_every_minute()
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        for (int i = 1; i <= 3; i++)
        {
            _rig.Model.Enqueue(ModelReply.Text($"Alert {i}."));
            HeartbeatReport report = await _rig.Beat(silo);
            (report.Status, report.Preview, report.At).ShouldBe(("sent", $"Alert {i}.", _rig.Time.GetUtcNow().ToUnixTimeMilliseconds()));
            (await HeartbeatRig.Heart(silo).Last()).ShouldBe(report);
        }

        (await HeartbeatRig.Asked(silo)).ShouldBe(3);
        (await HeartbeatRig.Sent(silo)).ShouldBe([HeartbeatRig.Plain, "Alert 1.", "Alert 2.", "Alert 3."]);
    }

    [Fact]
    public async Task The_same_interval_again_changes_nothing_and_another_one_begins_anew()
    {
        TimeSpan half = Minute / 2;
        await using SessionHost silo = await _rig.Silo("target: 'none'");
        await HeartbeatRig.Schedule(silo);
        _rig.Time.Advance(half);
        await HeartbeatRig.Schedule(silo);
        _rig.Time.Advance(half);
        await HeartbeatRig.Next(silo, 0);

        await _rig.Time.WhenArmed(Minute);
        _rig.Time.Advance(half);
        await HeartbeatRig.Schedule(silo, Minute + half);
        await _rig.Time.WhenArmed(Minute + half);
        _rig.Time.Advance(Minute);
        (await HeartbeatRig.Heart(silo).Last())!.At.ShouldBe((_rig.Time.GetUtcNow() - Minute - half).ToUnixTimeMilliseconds());
        _rig.Time.Advance(half);
        await silo.Subscribe();
        await HeartbeatRig.Next(silo, 1);
    }

    [Fact]
    public async Task One_that_is_due_in_hours_is_woken_by_its_reminder()
    {
        await using SessionHost silo = await _rig.Silo("target: 'none'");
        await HeartbeatRig.Schedule(silo, TimeSpan.FromHours(5));
        await Waits.Until(
            async () =>
            {
                // Never while a call is on its way, which has a deadline on the clock.
                _rig.Time.Advance(TimeSpan.FromMinutes(20));
                return await HeartbeatRig.Heart(silo).Last() is not null;
            },
            "the heartbeat to be over");

        (await HeartbeatRig.Heart(silo).Last())!.At.ShouldBeGreaterThanOrEqualTo(new ManualTime().GetUtcNow().AddHours(5).ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Of_several_that_were_missed_one_counts_and_the_rhythm_stays()
    {
        await using (SessionHost silo = await _rig.Silo())
        {
            await HeartbeatRig.OwnerWrites(silo);
            await HeartbeatRig.Schedule(silo, 4 * Minute);
        }

        await using SessionHost next = await _rig.Silo(later: TimeSpan.FromMinutes(17));
        _rig.Model.Enqueue(ModelReply.Text(HeartbeatRig.Alert), ModelReply.Text("Still open."));
        _rig.Time.Advance(Minute);
        (await HeartbeatRig.Next(next, 0)).Status.ShouldBe("sent");
        await _rig.Time.WhenArmed(2 * Minute);
        _rig.Time.Advance(2 * Minute);
        await next.Subscribe();

        (await HeartbeatRig.Next(next, 1)).Preview.ShouldBe("Still open.");
        (await HeartbeatRig.Asked(next)).ShouldBe(2);
    }

    [Fact]
    public async Task One_that_is_cut_off_while_its_model_answers_has_one_outcome_and_one_answer()
    {
        var gate = new ModelGate();
        await using (SessionHost silo = await _rig.Silo())
        {
            await HeartbeatRig.OwnerWrites(silo);
            await HeartbeatRig.Schedule(silo);
            _rig.Model.Enqueue(ModelReply.Text(HeartbeatRig.Alert).HeldBy(gate), ModelReply.Text(HeartbeatRig.Alert));
            await _rig.Time.WhenArmed(Minute);
            _rig.Time.Advance(Minute);
            await gate.Reached;
        }

        gate.Open();
        await using SessionHost next = await _rig.Silo();
        await _rig.Time.AdvanceUntil(HeartbeatRig.Next(next, 0), TimeSpan.FromSeconds(1));

        HeartbeatRig.Reports(next)[0].Status.ShouldBe("sent");
        (await HeartbeatRig.Sent(next)).ShouldBe([HeartbeatRig.Plain, HeartbeatRig.Alert]);
        (await HeartbeatRig.Asked(next)).ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_due_time_has_one_heartbeat_whatever_step_the_process_dies_at(bool after)
    {
        const int MostOperations = 60;
        bool reachedEnd = false;
        for (int step = 1; step <= MostOperations && !reachedEnd; step++)
        {
            await using HeartbeatRig rig = await HeartbeatRig.Start();
            rig.Model.Default = ModelReply.Text(HeartbeatRig.Alert);
            DateTimeOffset due;
            await using (SessionHost dying = await rig.Silo())
            {
                await HeartbeatRig.OwnerWrites(dying);
                await HeartbeatRig.Schedule(dying);
                await rig.Time.WhenArmed(Minute);
                dying.Fault.DieAt(step, after);
                rig.Time.Advance(Minute);
                due = rig.Time.GetUtcNow();
                await dying.Subscribe();
                Task first = await Task.WhenAny(dying.Fault.Died, dying.Events.Next(static told => told is HeartbeatEvent, "a heartbeat"));
                reachedEnd = first != dying.Fault.Died;
            }

            await using SessionHost next = await rig.Silo();
            await rig.Time.AdvanceUntil(Told(next), TimeSpan.FromSeconds(1));

            string when = $"died {(after ? "after" : "before")} operation {step}";
            int times = 1 + (int)((rig.Time.GetUtcNow() - due) / Minute);
            (await HeartbeatRig.Asked(next)).ShouldBeInRange(1, times, when);
            // The same alert again is no answer of its own.
            (await HeartbeatRig.Sent(next)).ShouldBe([HeartbeatRig.Alert, HeartbeatRig.Alert], when);
        }

        reachedEnd.ShouldBeTrue("a heartbeat has more storage operations than the test tried");

        static Task Told(SessionHost silo) => Waits.Until(async () => (await HeartbeatRig.Sent(silo)).Count > 1, "the alert to be told");
    }

    [Theory]
    [InlineData("activeHours: { start: '13:00', end: '14:00', timezone: 'UTC' }", "", "quiet-hours")]
    [InlineData("target: 'discord'", "", "no-target")]
    [InlineData("target: 'carrier-pigeon', to: '1'", "", "no-target")]
    [InlineData("target: 'telegram', to: '-100'", "session: { sendPolicy: { rules: [{ action: 'deny', match: { chatType: 'group' } }] } }", "send blocked by session policy")]
    [InlineData("", "session: { sendPolicy: { default: 'deny' } }", "send blocked by session policy")]
    public async Task One_that_cannot_be_is_left_out_and_says_why(string heartbeat, string more, string reason)
    {
        await using (SessionHost before = await _rig.Silo())
        {
            await HeartbeatRig.OwnerWrites(before);
        }

        await using SessionHost silo = await _rig.Silo(heartbeat, more);
        await HeartbeatRig.Schedule(silo);

        HeartbeatReport report = await _rig.Beat(silo);

        (report.Status, report.Reason, report.DurationMs).ShouldBe(("skipped", reason, null));
        _rig.Model.Requests.Count.ShouldBe(1);
        (await HeartbeatRig.Sent(silo)).ShouldBe([HeartbeatRig.Plain]);
    }

    [Fact]
    public async Task Where_nobody_wrote_from_a_chat_no_model_is_asked()
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.Schedule(silo);

        (await _rig.Beat(silo)).Reason.ShouldBe("no-target");

        _rig.Model.Requests.ShouldBeEmpty();
        (await silo.Session().Entry()).ShouldBeNull();
    }

    [Fact]
    public async Task Where_no_model_is_configured_none_is_asked_and_the_chat_hears_nothing_of_it()
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        silo.Configurations.Set(_rig.Config().Replace("primary: \"fake/m1\"", "primary: \"nobody/knows\"", StringComparison.Ordinal));

        (await _rig.Beat(silo)).Reason.ShouldBe("no-model");

        (await HeartbeatRig.Sent(silo)).ShouldBe([HeartbeatRig.Plain]);
    }

    [Fact]
    public async Task A_model_that_may_not_be_chosen_is_not_asked()
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        silo.Configurations.Set(_rig.Config("model: 'fake/m2'").Replace("heartbeat: {", "models: { 'fake/m1': {} }, heartbeat: {", StringComparison.Ordinal));

        (await _rig.Beat(silo)).Reason.ShouldBe("model not allowed: fake/m2");

        _rig.Model.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_configuration_does_not_have_any_more_is_left_out()
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        silo.Configurations.Set(_rig.Config(heartbeat: null));
        (await _rig.Beat(silo)).Reason.ShouldBe("disabled");

        silo.Configurations.Set(_rig.Config());
        _rig.Model.Enqueue(ModelReply.Text(HeartbeatRig.Alert));
        (await _rig.Beat(silo)).Status.ShouldBe("sent");

        await HeartbeatRig.Heart(silo).Schedule("main", null);
        (await HeartbeatRig.Heart(silo).Last()).ShouldBeNull();
        (await HeartbeatRig.Heart(silo).Wake("nobody reads this")).ShouldBeFalse();
        await HeartbeatRig.OwnerWrites(silo, "anything?", "owner-2");
        _rig.Model.Requests[^1].Body.ToString().ShouldNotContain("nobody reads this");
        await Should.ThrowAsync<ArgumentException>(() => HeartbeatRig.Heart(silo).Schedule("other", 60_000));
    }

    [Fact]
    public async Task A_tenant_that_is_shut_has_none_until_it_is_opened()
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        await Suspend(true);
        (await _rig.Beat(silo)).Reason.ShouldBe("disabled");

        await Suspend(false);
        _rig.Model.Enqueue(ModelReply.Text(HeartbeatRig.Alert));
        (await _rig.Beat(silo)).Status.ShouldBe("sent");

        Task Suspend(bool isSuspended)
        {
            CallerContext.Use(CallerClaim.ForRegistry(SessionHost.Tenant, "operator"));
            return silo.Grains.GetGrain<ITenantGrain>(SessionHost.Tenant).Suspend(isSuspended);
        }
    }

    [Fact]
    public async Task While_the_session_is_busy_it_waits_and_comes_when_that_is_over()
    {
        var gate = new ModelGate();
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        _rig.Model.Enqueue(ModelReply.Text("thought long").HeldBy(gate), ModelReply.Text(HeartbeatRig.Alert));
        await silo.Say("think", "r2");
        await gate.Reached;
        await _rig.Time.WhenArmed(Minute);
        _rig.Time.Advance(Minute);
        await Held(silo);
        HeartbeatRig.Reports(silo).ShouldBeEmpty();

        gate.Open();
        await silo.Subscribe();
        await silo.Events.Outcome("r2");
        _rig.Time.Advance(HeartbeatGrain.FollowEvery);

        (await HeartbeatRig.Next(silo, 0)).Status.ShouldBe("sent");
        (await silo.Transcript()).TakeLast(2).ShouldBe(["user: " + HeartbeatRig.Prompt, "assistant: " + HeartbeatRig.Alert]);
    }

    [Fact]
    public async Task It_does_not_wait_for_ever()
    {
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);

        // A model that is silent for so long would be given up.
        silo.Fault.HeldAnswer = state => state is SessionState { Entry.TranscriptHead: 4 } ? stored.Task : Task.CompletedTask;
        await silo.Say("think", "r2");
        await Waits.Until(async () => await silo.Index.FindRun("r2") is { State: GrainInterfaces.Sessions.RunState.Ok }, "the run to be stored as ended");
        await _rig.Time.WhenArmed(Minute);
        _rig.Time.Advance(Minute);
        for (int look = 0; look < HeartbeatGrain.Hold / HeartbeatGrain.FollowEvery; look++)
        {
            HeartbeatRig.Reports(silo).ShouldBeEmpty();
            await Held(silo);
            _rig.Time.Advance(HeartbeatGrain.FollowEvery);
            await silo.Subscribe();
        }

        HeartbeatReport report = await HeartbeatRig.Next(silo, 0);
        (report.Status, report.Reason).ShouldBe(("skipped", "requests-in-flight"));
        stored.SetResult();
        await silo.Events.Outcome("r2");
    }

    /// <summary>It has looked, found the session busy, and looks again in a while.</summary>
    private async Task Held(SessionHost silo)
    {
        await _rig.Time.WhenArmed(HeartbeatGrain.FollowEvery);

        // The look is over when it answers.
        await HeartbeatRig.Heart(silo).Ended(new GrainInterfaces.Sessions.RunStatus { RunId = "none", SessionKey = SessionHost.Main, State = GrainInterfaces.Sessions.RunState.Ok });
        await _rig.Time.WhenArmed(HeartbeatGrain.FollowEvery);
    }
}
