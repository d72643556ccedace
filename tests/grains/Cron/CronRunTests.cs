using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Cron;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Cron;

/// <summary>What a run of a job does, and what it may not.</summary>
public sealed class CronRunTests : IAsyncLifetime
{
    private const string Own = "agent:main:cron:job-1";
    private static readonly ReplyTarget Chat = new() { Channel = "telegram", Account = "default", ChatId = "42" };
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
    public async Task A_turn_runs_in_a_session_of_its_own_and_the_main_one_is_told()
    {
        await using SessionHost host = await Start();
        _model.Enqueue(ModelReply.Text("All is well."), ModelReply.Text("Still well."), ModelReply.Text("ok"));
        await host.AddJob(Jobs.Turn(Never()));

        (await host.Job().Run(isForced: true)).ShouldBe(CronStart.Begun);
        CronJobEvent end = (await host.Finished(1))[0];
        (end.Status, end.Summary, end.Error).ShouldBe(("ok", "All is well.", null));
        (await host.Transcript(Own)).ShouldBe(["user: [cron:job-1 report] report", "assistant: All is well."]);

        _time.Advance(TimeSpan.FromSeconds(1));
        await host.Job().Run(isForced: true);
        await host.Finished(2);
        // Each run is a conversation of its own.
        (await host.Transcript(Own)).ShouldBe(["user: [cron:job-1 report] report", "assistant: Still well."]);
        _model.Requests[1].Body.ToString().ShouldNotContain("All is well.");

        await host.Ask("hi", "r1");
        string told = _model.Requests[^1].Body.ToString();
        told.ShouldContain("Cron: All is well.");
        told.ShouldContain("Cron: Still well.");
        (await host.Outbox()).ShouldBe(0);
        (await host.Audited()).ShouldBe(["cron.add", "cron.run", "cron.run"]);
    }

    [Fact]
    public async Task The_answer_goes_to_the_chat_that_the_job_names()
    {
        await using SessionHost host = await Start();
        await host.AddJob(Jobs.Turn(Never(), ""","channel":"telegram","to":"42" """), Chat);
        await host.Job().Run(isForced: true);

        (await host.Finished(1))[0].Status.ShouldBe("ok");
        (await host.Outbox()).ShouldBe(1);
    }

    [Theory]
    [InlineData("", "error", "send blocked by session policy")]
    [InlineData(""","bestEffortDeliver":true""", "ok", null)]
    public async Task Where_the_send_policy_denies_it_nothing_is_sent(string more, string status, string? error)
    {
        await using SessionHost host = await Start("session: { sendPolicy: { default: \"deny\", rules: [{ action: \"allow\", match: { keyPrefix: \"agent:main:cron\" } }] } }");
        await host.AddJob(Jobs.Turn(Never(), ""","channel":"telegram","to":"42" """ + more), Chat);
        await host.Job().Run(isForced: true);

        CronJobEvent end = (await host.Finished(1))[0];
        (end.Status, end.Error).ShouldBe((status, error));
        (await host.Outbox()).ShouldBe(0);
    }

    [Theory]
    [InlineData("", "error")]
    [InlineData(""","bestEffortDeliver":true""", "ok")]
    public async Task Where_nobody_wrote_from_a_chat_there_is_none_to_answer_in(string more, string status)
    {
        await using SessionHost host = await Start();
        await host.AddJob(Jobs.Turn(Never(), ""","deliver":true""" + more));
        await host.Job().Run(isForced: true);

        (await host.Finished(1))[0].Status.ShouldBe(status);
        _model.Requests.Count.ShouldBe(status == "ok" ? 1 : 0);
    }

    [Fact]
    public async Task A_line_that_wakes_is_answered_in_the_main_session_and_gives_no_command()
    {
        await using SessionHost host = await Start();
        await host.AddJob(Jobs.Line(Never()).Replace("next-heartbeat", "now", StringComparison.Ordinal).Replace("ping", "/new ping", StringComparison.Ordinal));
        await host.Ask("remember this", "r1");
        await host.Job().Run(isForced: true);
        await host.Finished(1);

        IReadOnlyList<string> transcript = await host.Transcript();
        transcript[0].ShouldBe("user: remember this");
        transcript[^2].ShouldBe("user: System: /new ping");
    }

    [Fact]
    public async Task What_fails_is_told_with_its_reason_and_is_not_repeated()
    {
        await using SessionHost host = await Start();
        _model.Enqueue(ModelReply.Status(400, """{"error":{"message":"no"}}"""));
        await host.AddJob(Jobs.Turn(Jobs.At(_time.GetUtcNow())));

        CronJobEvent end = (await host.Finished(1))[0];
        end.Status.ShouldBe("error");
        end.Error.ShouldNotBeNullOrWhiteSpace();
        CronJobView job = (await host.Job().Show())!;
        (job.NextDue, job.RunningSince, job.SpecJson.Contains("\"enabled\":false", StringComparison.Ordinal)).ShouldBe((null, null, true));
    }

    [Fact]
    public async Task A_run_that_is_cut_off_has_one_outcome_and_one_answer()
    {
        var gate = new ModelGate();
        _model.Enqueue(ModelReply.Text("first").HeldBy(gate));
        await using (SessionHost host = await Start())
        {
            await host.AddJob(Jobs.Turn(Never(), ""","channel":"telegram","to":"42" """), Chat);
            await host.Job().Run(isForced: true);
            await _model.NextRequestAsync();
            (await host.Job().Run(isForced: true)).ShouldBe(CronStart.Running);
        }

        gate.Open();
        await using SessionHost next = await Start();
        await _time.AdvanceUntil(next.Finished(1), TimeSpan.FromSeconds(1));
        (await next.Job().Runs(10)).ShouldHaveSingleItem().Status.ShouldBe("ok");
        (await next.Outbox()).ShouldBe(1);
        (await next.Transcript(Own)).Count(static line => line.StartsWith("user:", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_else_begins_a_run_of_a_jobs_id_and_a_line_is_noted_once()
    {
        await using SessionHost host = await Start();
        await Should.ThrowAsync<ArgumentException>(() => host.Say("mine", CronRunIds.Of(Jobs.Id, 5)));

        ISessionGrain main = host.Session();
        await main.Note(SessionHost.Main, "cron:a:1", "once");
        await main.Note(SessionHost.Main, "cron:a:1", "once");
        await main.Note(SessionHost.Main, "cron:a:2", "once");
        await host.Ask("hi", "r1");
        await main.Note(SessionHost.Main, "cron:a:2", "once");
        await host.Ask("again", "r2");
        Lines(0).ShouldBe(2);
        Lines(1).ShouldBe(2);

        int Lines(int request) => _model.Requests[request].Body.ToString().Split("] once").Length - 1;
    }

    [Fact]
    public async Task There_is_room_for_so_many_jobs_and_what_is_removed_makes_room()
    {
        await using SessionHost host = await Start();
        for (int i = 0; i < CronIndexGrain.MaxJobs; i++)
        {
            (await host.JobIndex().Add($"filler-{i}")).ShouldBeNull();
        }

        (await host.Job().Add(Jobs.Id, Jobs.Line(Never()), null)).Refusal.ShouldBe("as many cron jobs as there may be (200); remove one first");
        await host.JobIndex().Remove("filler-7");
        await host.AddJob(Jobs.Line(Never()));
        (await host.JobIndex().List())[^1].ShouldBe(Jobs.Id);

        (await host.Job().Remove()).ShouldBeTrue();
        (await host.Job().Remove()).ShouldBeFalse();
        (await host.Job().Show()).ShouldBeNull();
        (await host.JobIndex().List()).ShouldNotContain(Jobs.Id);
        (await host.Audited()).ShouldBe(["cron.add", "cron.remove"]);
    }

    [Fact]
    public async Task A_job_that_is_deleted_after_its_run_is_gone_when_it_went_well()
    {
        await using SessionHost host = await Start();
        await host.AddJob(Jobs.Line(Jobs.At(_time.GetUtcNow()), ""","deleteAfterRun":true"""));
        await host.Events.Next(static told => told is CronJobEvent { Action: "removed" }, "the job is deleted");

        (await host.Job().Show()).ShouldBeNull();
        (await host.JobIndex().List()).ShouldBeEmpty();
    }

    private Task<SessionHost> Start(string more = "") =>
        SessionHost.Start(_folder.Path, _model, _time, SessionHost.ConfigFor(_model, more), Jobs.Keep);

    /// <summary>Due in a year.</summary>
    private static string Never() => """{"kind":"cron","expr":"0 0 1 1 *","tz":"UTC"}""";
}
