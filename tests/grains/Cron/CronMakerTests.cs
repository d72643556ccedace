using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tests.Agents;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Models;
using Orleans.Storage;

namespace Moltbot.Grains.Tests.Cron;

/// <summary>A job that a turn made does no more than that turn, answers nobody else, and ends with its session.</summary>
public sealed class CronMakerTests : IAsyncLifetime
{
    private const string Work = """{"kind":"agentTurn","message":"look"}""";
    private const string Reminder = """{"kind":"systemEvent","text":"call Ann"}""";
    private const string Plain = "Hello from the simulated model.";
    private const string Private = "agent:main:telegram:dm:7";

    /// <summary>A provider whose models have less.</summary>
    private const string Careful = "tools: { byProvider: { other: { deny: ['agents_list'] } } }";
    private CronRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await CronRig.Start();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData(Work, true)]
    [InlineData(Work, false)]
    [InlineData(Reminder, true)]
    [InlineData(Reminder, false)]
    public async Task A_run_keeps_the_model_of_who_made_it_and_its_rules(string payload, bool isInline)
    {
        // A15: a session or a message that chose a model with less is not left by way of a job.
        await using SessionHost silo = await _rig.Silo(Careful);
        if (!isInline)
        {
            await Choose(silo, "other", "m2");
        }

        string id = await _rig.Add(silo, payload, text: isInline ? "keep it /model other/m2 please" : "keep it");
        _rig.Model.Requests[0].Model.ShouldBe("m2");
        await silo.Session().Reset(SessionHost.Main);
        (await silo.Session().Entry())!.Settings.ModelOverride.ShouldBeNull();

        SimulatedModelRequest asked = await _rig.Run(silo, id, ModelReply.Empty.ThenToolCall("c1", "agents_list", "{}"), ModelReply.Text("reported"));

        asked.Model.ShouldBe("m2");
        CronRig.Names(asked).ShouldContain("session_status");
        CronRig.Names(asked).ShouldNotContain("agents_list");
        _rig.LastResult().ShouldBe("This did not run: the tool policy does not allow it here (global-by-provider).");
    }

    [Fact]
    public async Task A_model_that_an_operator_gives_the_job_brings_no_wider_rules()
    {
        await using SessionHost silo = await _rig.Silo(Careful);
        await Choose(silo, "other", "m2");
        string id = await _rig.Add(silo, Work);
        CronJobView job = (await silo.Job(id).Show())!;
        await silo.Job(id).Update(job.SpecJson.Replace("\"message\"", "\"model\":\"fake/m1\",\"message\"", StringComparison.Ordinal), null, job.Revision);

        SimulatedModelRequest asked = await _rig.Run(silo, id);

        asked.Model.ShouldBe("m1");
        CronRig.Names(asked).ShouldNotContain("agents_list");
        (await silo.Job(id).Show())!.Maker.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_taken_from_the_session_since_is_taken_from_its_jobs()
    {
        await using SessionHost silo = await _rig.Silo(Careful);
        string id = await _rig.Add(silo, Work);
        CronRig.Names(await _rig.Run(silo, id)).ShouldContain("agents_list");
        await Choose(silo, "other", "m2");
        _rig.Time.Advance(TimeSpan.FromSeconds(1));

        SimulatedModelRequest asked = await _rig.Run(silo, id);

        asked.Model.ShouldBe("m1");
        CronRig.Names(asked).ShouldNotContain("agents_list");
    }

    [Fact]
    public async Task A_model_that_may_not_be_chosen_any_more_is_not_asked()
    {
        await using SessionHost silo = await _rig.Silo();
        await Choose(silo, "other", "m2");
        string id = await _rig.Add(silo, Work);
        int before = _rig.Model.Requests.Count;
        silo.Configurations.Set(_rig.Config(defaults: "models: { 'fake/m1': {} }"));

        (await CronRig.End(silo, id)).Error.ShouldBe("model not allowed: other/m2");

        _rig.Model.Requests.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("", true, null, null)]
    [InlineData(" /exec security=deny", false, null, null)]
    [InlineData("", false, "deny", null)]
    [InlineData("", false, null, "deny")]
    public async Task Commands_are_kept_from_a_run_that_were_kept_from_who_made_it(string directive, bool runs, string? before, string? since)
    {
        await using SessionHost silo = await _rig.Silo(
            $"{ScriptedRunner.Allowed}, tools: {{ exec: {{ security: 'full', ask: 'off' }}, sandbox: {{ tools: {{ allow: ['cron', 'exec'], deny: [] }} }} }}", "sandbox: { mode: 'all' }");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await Security(silo, before);
        string id = await _rig.Add(silo, Work, text: "keep it" + directive);
        await Security(silo, since);

        await _rig.Run(silo, id, ModelReply.Empty.ThenToolCall("c1", "exec", """{"command":"ls"}"""), ModelReply.Text("reported"));

        runner.Calls.Count(static call => call.Tool == "exec").ShouldBe(runs ? 1 : 0);

        static async Task Security(SessionHost silo, string? security)
        {
            if (security is not null)
            {
                await silo.Session().Patch(new SessionPatch { SessionKey = SessionHost.Main, Settings = new SessionSettings { ExecSecurity = security }, Changed = ["execSecurity"] });
            }
        }
    }

    [Theory]
    [InlineData("sandbox", false)]
    [InlineData(null, true)]
    public async Task A_host_that_was_taken_from_the_session_is_not_its_jobs(string? host, bool runs)
    {
        await using SessionHost silo = await _rig.Silo($"{ScriptedRunner.Allowed}, tools: {{ exec: {{ host: 'gateway', security: 'full', ask: 'off' }} }}");
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await silo.Session().Patch(new SessionPatch { SessionKey = SessionHost.Main, Settings = new SessionSettings { ExecHost = host }, Changed = ["execHost"] });
        string id = await _rig.Add(silo, Work);

        CronRig.Names(await _rig.Run(silo, id)).Contains("exec").ShouldBe(runs);
    }

    [Theory]
    [InlineData(Work, false)]
    [InlineData(Reminder, true)]
    public async Task A_host_that_the_session_was_given_is_that_of_turns_in_it(string payload, bool runs)
    {
        await using SessionHost silo = await _rig.Silo($"{ScriptedRunner.Allowed}, tools: {{ exec: {{ security: 'full', ask: 'off' }} }}");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await silo.Session().Patch(new SessionPatch { SessionKey = SessionHost.Main, Settings = new SessionSettings { ExecHost = "gateway" }, Changed = ["execHost"] });
        string id = await _rig.Add(silo, payload);

        await _rig.Run(silo, id, ModelReply.Empty.ThenToolCall("c1", "exec", """{"command":"ls"}"""), ModelReply.Text("reported"));

        runner.Calls.Count(static call => call.Tool == "exec").ShouldBe(runs ? 1 : 0);
    }

    [Theory]
    [InlineData(Work, false)]
    [InlineData(Work, true)]
    [InlineData(Reminder, false)]
    [InlineData(Reminder, true)]
    public async Task A_job_ends_with_its_session_and_is_not_of_another_one_of_its_key(string payload, bool isMadeAnew)
    {
        // T1.
        await using SessionHost silo = await _rig.Silo();
        string id = await _rig.Add(silo, payload, schedule: """{"kind":"every","everyMs":3600000}""");
        (await silo.Session().Delete(deleteTranscript: true)).Deleted.ShouldBeTrue();
        if (isMadeAnew)
        {
            await _rig.Ask(silo, "a secret", "owner");
        }

        int asked = _rig.Model.Requests.Count;
        CronJobEvent end = await CronRig.End(silo, id);

        string why = "disabled: the session that made it (agent:main:main) was deleted" + (isMadeAnew ? ", and what has its key now is another one" : "");
        (end.Status, end.Error).ShouldBe(("error", why));
        CronJobView job = (await silo.Job(id).Show())!;
        (job.NextDue, job.LastRun!.Error, job.SpecJson.Contains("\"enabled\":false", StringComparison.Ordinal)).ShouldBe((null, why, true));
        _rig.Model.Requests.Count.ShouldBe(asked);
        (await CronRig.Sent(silo, "7")).ShouldBe(isMadeAnew ? ["done", Plain] : ["done"]);
        (await silo.Transcript()).Count.ShouldBe(isMadeAnew ? 2 : 0);
        ((await silo.Session().Entry()) is not null).ShouldBe(isMadeAnew, "nothing made the session anew");
        if (isMadeAnew)
        {
            (await _rig.Told(silo, """{"action":"list","includeDisabled":true}""")).GetProperty("count").GetInt32().ShouldBe(0);
            (await _rig.Call(silo, $$"""{"action":"run","jobId":"{{id}}"}""")).ShouldBe(CronRig.Gone);
        }
    }

    [Fact]
    public async Task A_line_or_turn_for_a_session_that_was_deleted_since_is_none_of_the_next_ones()
    {
        await using SessionHost silo = await _rig.Silo();
        await _rig.Ask(silo, "hi", "owner");
        string then = (await silo.Session().Entry())!.Incarnation!;
        await silo.Session().Delete(deleteTranscript: false);

        await silo.Session().Note(SessionHost.Main, "cron:a:1", "once", then);
        TurnReceipt refused = await silo.Session().Enqueue(silo.Request("System: once", "cron:a:2") with { Origin = TurnOrigin.Cron, Bounds = new TurnBounds { Incarnation = then } });

        (refused.Disposition, refused.Refusal).ShouldBe((TurnDisposition.Refused, "the session was deleted; what has its key now is another one"));
        (await silo.Session().Entry()).ShouldBeNull();
    }

    [Theory]
    [InlineData("/new")]
    [InlineData("reset")]
    public async Task A_new_conversation_keeps_the_sessions_jobs(string how)
    {
        await using SessionHost silo = await _rig.Silo();
        string id = await _rig.Add(silo, Work);
        SessionEntry before = (await silo.Session().Entry())!;
        await (how == "reset" ? (Task)silo.Session().Reset(SessionHost.Main) : _rig.Ask(silo, how, "owner"));
        SessionEntry after = (await silo.Session().Entry())!;
        after.SessionId.ShouldNotBe(before.SessionId);
        after.Incarnation.ShouldBe(before.Incarnation);

        await _rig.Run(silo, id);

        (await silo.Job(id).Show())!.LastRun!.Status.ShouldBe("ok");
        (await _rig.Told(silo, """{"action":"list"}""")).GetProperty("count").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData(Work)]
    [InlineData(Reminder)]
    public async Task An_answer_goes_to_the_chat_of_who_asked_and_to_no_other_that_wrote_since(string payload)
    {
        // T1: the session's last chat is somebody else's.
        await using SessionHost silo = await _rig.Silo();
        string id = await _rig.Add(silo, payload);
        await _rig.Ask(silo, "it is me", "stranger");
        (await silo.Session().Entry())!.LastRoute!.ChatId.ShouldBe("8");

        await _rig.Run(silo, id, ModelReply.Text("for you alone"));

        (await CronRig.Sent(silo, "7")).ShouldBe(["done", "for you alone"]);
        (await CronRig.Sent(silo, "8")).ShouldBe([Plain]);
    }

    [Theory]
    [InlineData(Work)]
    [InlineData(Reminder)]
    public async Task Across_channels_it_goes_there_too(string payload)
    {
        await using SessionHost silo = await _rig.Silo();
        string id = await _rig.Add(silo, payload);
        await silo.Ask("from elsewhere", "discord", change: static request => request with
        {
            Origin = TurnOrigin.Channel,
            Sender = new InboundSender { Id = "5" },
            ReplyTo = new ReplyTarget { Channel = "discord", Account = "default", ChatId = "5", ChatKind = ChatKind.Direct },
        });

        await _rig.Run(silo, id, ModelReply.Text("for you alone"));

        (await CronRig.Sent(silo, "7")).ShouldBe(["done", "for you alone"]);
    }

    [Theory]
    [InlineData(Work)]
    [InlineData(Reminder)]
    public async Task What_an_operator_asked_for_by_a_client_goes_to_no_chat(string payload)
    {
        // T1.
        await using SessionHost silo = await _rig.Silo();
        await _rig.Ask(silo, "hi", "owner", Private);
        string id = await _rig.Add(silo, payload, "operator", Private);

        await _rig.Run(silo, id, ModelReply.Text("for you alone"));

        (await CronRig.Sent(silo, "7")).ShouldBe([Plain]);
        await _rig.Ask(silo, "and?", "operator", Private);
        _rig.Model.Requests[^1].Body.ToString().ShouldContain("for you alone", customMessage: "the session that made it hears of it");
        (await silo.Session().Entry()).ShouldBeNull("the main session does not");
    }

    [Fact]
    public async Task Where_the_answer_is_not_wanted_the_session_alone_hears_of_it()
    {
        await using SessionHost silo = await _rig.Silo();
        string id = await _rig.Add(silo, """{"kind":"agentTurn","message":"look","deliver":false}""");

        await _rig.Run(silo, id, ModelReply.Text("all is well"));

        (await CronRig.Sent(silo, "7")).ShouldBe(["done"]);
        await _rig.Ask(silo, "and?", "owner");
        _rig.Model.Requests[^1].Body.ToString().ShouldContain("Cron: all is well");
    }

    [Fact]
    public async Task Somebody_who_is_no_owner_any_more_has_no_jobs()
    {
        // A11, A15.
        await using SessionHost silo = await _rig.Silo();
        string id = await _rig.Add(silo, Work);
        string second = await _rig.Add(silo, Work, "second owner");
        silo.Configurations.Set(_rig.Config(owners: "'9'"));

        CronJobEvent end = await CronRig.End(silo, id);

        end.Error.ShouldBe("disabled: whoever made it in telegram is no owner of that account any more (allowFrom)");
        (await silo.Job(id).Show())!.NextDue.ShouldBeNull();
        await _rig.Run(silo, second, ModelReply.Text("for the second"));
        (await CronRig.Sent(silo, "9")).ShouldBe(["done", "for the second"]);
    }

    [Fact]
    public async Task A_switched_off_chat_hears_nothing()
    {
        await using SessionHost silo = await _rig.Silo();
        string id = await _rig.Add(silo, Work);
        await _rig.Ask(silo, "/send off", "owner");
        int before = (await CronRig.Sent(silo, "7")).Count;

        (await CronRig.End(silo, id)).Error.ShouldBe("send blocked by session policy");

        (await CronRig.Sent(silo, "7")).Count.ShouldBe(before);
    }

    [Theory]
    [InlineData(Work)]
    [InlineData(Reminder)]
    public async Task A_run_keeps_no_jobs_itself_and_reads_no_other_session(string payload)
    {
        // A15, T1.
        await using SessionHost silo = await _rig.Silo();
        await silo.Ask("said in other", "before", "agent:main:other");
        string id = await _rig.Add(silo, payload, "operator");

        SimulatedModelRequest asked = await _rig.Run(
            silo, id,
            ModelReply.Empty.ThenToolCall("c1", "cron", $$$"""{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":1000},"payload":{{{Reminder}}}}}"""),
            ModelReply.Text("reported"));

        CronRig.Names(asked).ShouldNotContain("cron");
        _rig.LastResult().ShouldBe(CronRig.NoTool);
        (await silo.JobIndex().List()).ShouldBe([id]);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.Run(silo, id, ModelReply.Empty.ThenToolCall("c2", "sessions_history", """{"sessionKey":"agent:main:other"}"""), ModelReply.Text("reported"));
        _rig.LastResult().ShouldStartWith("This did not run: there is no such session");
    }

    [Fact]
    public async Task A_reminder_is_told_to_the_session_that_asked_and_not_to_the_main_one()
    {
        // T1, A15: a session in a sandbox does not speak to one that has none.
        await using SessionHost silo = await _rig.Silo();
        string id = await _rig.Add(silo, Reminder, key: Private);

        await _rig.Run(silo, id);

        (await silo.Transcript(Private))[^2].ShouldBe("user: System: call Ann");
        (await silo.Session().Entry()).ShouldBeNull();
    }

    [Fact]
    public async Task What_it_is_bound_to_is_stored_with_it()
    {
        string id;
        await using (SessionHost silo = await _rig.Silo(Careful))
        {
            await Choose(silo, "other", "m2");
            id = await _rig.Add(silo, Work, schedule: Jobs.At(_rig.Time.GetUtcNow() + TimeSpan.FromSeconds(30)));
        }

        await using SessionHost next = await _rig.Silo(Careful);
        _rig.Model.Enqueue(ModelReply.Text("on time"));
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        (await next.Finished(1))[0].Status.ShouldBe("ok");

        _rig.Model.Requests[^1].Model.ShouldBe("m2");
        CronRig.Names(_rig.Model.Requests[^1]).ShouldNotContain("agents_list");
        (await CronRig.Sent(next, "7")).ShouldBe(["done", "on time"]);
        (await next.Job(id).Show())!.Maker!.SessionKey.ShouldBe(SessionHost.Main);
    }

    [Theory]
    [InlineData(Work)]
    [InlineData(Reminder)]
    public async Task A_run_that_is_cut_off_is_bound_when_it_is_taken_up(string payload)
    {
        var gate = new ModelGate();
        await using (SessionHost silo = await _rig.Silo(Careful))
        {
            string id = await _rig.Add(silo, payload, text: "keep it /model other/m2 please");
            _rig.Model.Enqueue(ModelReply.Text("never").HeldBy(gate));
            (await silo.Job(id).Run(isForced: true)).ShouldBe(CronStart.Begun);
            await gate.Reached;
        }

        gate.Open();
        int before = _rig.Model.Requests.Count;
        await using SessionHost next = await _rig.Silo(Careful);
        await _rig.Time.AdvanceUntil(next.Finished(1), TimeSpan.FromSeconds(1));

        _rig.Model.Requests.Count.ShouldBe(before + 1);
        _rig.Model.Requests[^1].Model.ShouldBe("m2");
        CronRig.Names(_rig.Model.Requests[^1]).ShouldNotContain("agents_list");
        (await CronRig.Sent(next, "7")).ShouldBe(["done", Plain]);
    }

    [Fact]
    public async Task A_session_that_was_stored_before_there_were_incarnations_gets_one_and_keeps_it()
    {
        await using (SessionHost silo = await _rig.Silo())
        {
            await _rig.Ask(silo, "hi", "owner");
            IGrainStorage storage = silo.Services.GetRequiredKeyedService<IGrainStorage>(TenantGrain.Store);
            var row = new GrainState<SessionState>();
            GrainId grain = ((IAddressable)silo.Session()).GetGrainId();
            await storage.ReadStateAsync("session", grain, row);
            row.State.ShouldNotBeNull();
            row.State.Entry = row.State.Entry! with { Incarnation = null };
            await storage.WriteStateAsync("session", grain, row);
        }

        await using SessionHost next = await _rig.Silo();
        (await next.Session().Entry())!.Incarnation.ShouldBeNull();
        string id = await _rig.Add(next, Work);
        string made = (await next.Session().Entry())!.Incarnation.ShouldNotBeNull();
        await _rig.Ask(next, "and?", "owner");

        (await next.Session().Entry())!.Incarnation.ShouldBe(made);
        (await next.Transcript())[0].ShouldBe("user: hi");
        await _rig.Run(next, id);
        (await next.Job(id).Show())!.LastRun!.Status.ShouldBe("ok");
    }

    private static Task<SessionEntry> Choose(SessionHost silo, string provider, string model) => silo.Session().Patch(
        new SessionPatch { SessionKey = SessionHost.Main, Settings = new SessionSettings { ProviderOverride = provider, ModelOverride = model }, Changed = ["model"] });
}
