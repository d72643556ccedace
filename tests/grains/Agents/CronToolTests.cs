using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Agents.Tools.Cluster;
using Moltbot.Grains.Tests.Cron;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary><c>cron</c>: who has it, what it takes, and which jobs are there for whom.</summary>
public sealed class CronToolTests : IAsyncLifetime
{
    private const string Other = "agent:main:other";
    private const string Reminder = """{"kind":"systemEvent","text":"call Ann"}""";
    private CronRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await CronRig.Start();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("owner", SessionHost.Main)]
    [InlineData("owner", "agent:main:telegram:dm:7")]
    [InlineData("operator", SessionHost.Main)]
    [InlineData("agent", Other)]
    public async Task Owners_in_direct_chats_and_operators_who_may_administer_keep_jobs(string who, string key)
    {
        await using SessionHost silo = await _rig.Silo();

        string id = await _rig.Add(silo, Reminder, who, key);

        CronRig.Names(_rig.Model.Requests[0]).ShouldContain("cron");
        CronJobView job = (await silo.Job(id).Show())!;
        (job.Maker!.SessionKey, job.Maker.Principal, job.Maker.Chat?.ChatId, job.Maker.Chat?.ReplyToMessageId).ShouldBe((key, who, who == "owner" ? "7" : null, null));
        job.NextDue.ShouldNotBeNull("what a model makes is meant to run");
        AuditEntry added = (await silo.Grain<IAuditGrain>(SessionHost.Tenant).Tail(50)).Select(static record => record.Entry).Single(static entry => entry.Action == "cron.add");
        (added.Actor, added.Target).ShouldBe((who, id));
        added.DetailsJson!.ShouldContain($"\"session\":\"{key}\"");
        added.DetailsJson!.ShouldContain("\"tool\":\"cron\"");
    }

    [Theory]
    [InlineData("writer", SessionHost.Main)]
    [InlineData("waker", SessionHost.Main)]
    [InlineData("grain", SessionHost.Main)]
    [InlineData("stranger", SessionHost.Main)]
    [InlineData("owner in a group", "agent:main:telegram:group:-100")]
    [InlineData("operator", "agent:main:telegram:group:-100")]
    [InlineData("operator", "agent:main:discord:channel:5:thread:6")]
    [InlineData("node", SessionHost.Main)]
    [InlineData("hook", SessionHost.Main)]
    [InlineData("cron", SessionHost.Main)]
    [InlineData("http", SessionHost.Main)]
    public async Task For_everybody_else_there_is_no_such_tool(string who, string key)
    {
        // A15, T1.
        await using SessionHost silo = await _rig.Silo();
        string own = await _rig.Add(silo, Reminder, "operator");
        int before = _rig.Model.Requests.Count;

        foreach (string call in new[] { $$$"""{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":60000},"payload":{{{Reminder}}}}}""", """{"action":"list"}""", $$"""{"action":"run","jobId":"{{own}}"}""" })
        {
            (await _rig.Call(silo, call, who, key)).ShouldBe(CronRig.NoTool);
        }

        CronRig.Names(_rig.Model.Requests[before]).ShouldNotContain("cron");
        (await silo.JobIndex().List()).ShouldBe([own]);
        (await silo.Job(own).Show())!.LastRun.ShouldBeNull();
    }

    [Fact]
    public async Task Who_is_merged_into_a_turn_counts()
    {
        // A15.
        await using SessionHost silo = await _rig.Silo();
        var gate = new ModelGate();
        _rig.Model.Enqueue(ModelReply.Text("first").HeldBy(gate), ModelReply.Empty.ThenToolCall("call", "cron", """{"action":"list"}"""), ModelReply.Text("done"));
        await CronRig.Say(silo, "first", "r1", "operator");
        await gate.Reached;
        await CronRig.Say(silo, "from a node", "r2", "node");
        await CronRig.Say(silo, "from an operator", "r3", "operator");
        gate.Open();
        await silo.Events.Outcome("r3");

        CronRig.Names(_rig.Model.Requests[0]).ShouldContain("cron");
        CronRig.Names(_rig.Model.Requests[1]).ShouldNotContain("cron");
        _rig.LastResult().ShouldBe(CronRig.NoTool);
    }

    [Fact]
    public async Task What_policy_does_not_allow_does_not_run()
    {
        await using SessionHost silo = await _rig.Silo("tools: { deny: ['group:automation'] }");

        (await _rig.Call(silo, """{"action":"list"}""")).ShouldBe("This did not run: the tool policy does not allow it here (global).");

        CronRig.Names(_rig.Model.Requests[0]).ShouldNotContain("cron");
    }

    [Theory]
    [InlineData(SessionHost.Main, null)]
    [InlineData("agent:main:telegram:group:-100", "a group's session keeps no jobs")]
    public async Task Who_asks_what_a_session_has_is_told_of_it(string key, string? missing)
    {
        await using SessionHost silo = await _rig.Silo();

        ToolOverview told = await silo.Grain<IToolPolicyGrain>(GrainKey.ForAgent(SessionHost.Tenant, "main").ToString()).ExplainAll(new ToolUse { SessionKey = key });

        told.Tools.Single(static tool => tool.Permission.Tool == "cron").Missing.ShouldBe(missing);
    }

    [Fact]
    public async Task A_job_is_made_shown_changed_run_and_removed()
    {
        await using SessionHost silo = await _rig.Silo();
        string id = await _rig.Add(silo, """{"kind":"agentTurn","message":"look at the garden","thinking":"low","timeoutSeconds":60}""", schedule: """{"kind":"at","at":"2026-01-02T09:00:00+01:00"}""");

        JsonElement shown = (await _rig.Told(silo, """{"action":"list"}""")).GetProperty("jobs")[0];
        shown.GetProperty("id").GetString().ShouldBe(id);
        shown.GetProperty("own").GetBoolean().ShouldBeTrue();
        shown.GetProperty("schedule").GetProperty("atMs").GetInt64().ShouldBe(new DateTimeOffset(2026, 1, 2, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        shown.GetProperty("payload").GetProperty("deliver").GetBoolean().ShouldBeTrue();
        (await _rig.Told(silo, """{"action":"status"}""")).GetProperty("jobs").GetInt32().ShouldBe(1);

        JsonElement changed = (await _rig.Told(silo, $$$$"""{"action":"update","jobId":"{{{{id}}}}","patch":{"description":"garden","schedule":{"kind":"every","everyMs":3600000}}}""")).GetProperty("updated");
        changed.GetProperty("description").GetString().ShouldBe("garden");
        changed.GetProperty("payload").GetProperty("message").GetString().ShouldBe("look at the garden");
        changed.GetProperty("state").GetProperty("nextRunAtMs").GetInt64().ShouldBe(_rig.Time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds());

        _rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("call", "cron", $$"""{"action":"run","jobId":"{{id}}"}"""), ModelReply.Text("done"), ModelReply.Text("All grows."));
        await _rig.Ask(silo, "now", "owner");
        (await silo.Finished(1))[0].Status.ShouldBe("ok");
        (await CronRig.Sent(silo, "7")).ShouldContain("All grows.");

        JsonElement run = (await _rig.Told(silo, $$"""{"action":"runs","jobId":"{{id}}"}""")).GetProperty("runs")[0];
        run.GetProperty("status").GetString().ShouldBe("ok");
        (await _rig.Told(silo, $$$$"""{"action":"update","jobId":"{{{{id}}}}","patch":{"enabled":false}}""")).GetProperty("updated").GetProperty("state").TryGetProperty("nextRunAtMs", out _).ShouldBeFalse();
        (await _rig.Told(silo, """{"action":"list"}""")).GetProperty("count").GetInt32().ShouldBe(0);
        (await _rig.Told(silo, """{"action":"list","includeDisabled":true}""")).GetProperty("count").GetInt32().ShouldBe(1);
        (await _rig.Told(silo, $$"""{"action":"remove","jobId":"{{id}}"}""")).GetProperty("removed").GetString().ShouldBe(id);
        (await _rig.Call(silo, $$"""{"action":"remove","jobId":"{{id}}"}""")).ShouldBe(CronRig.Gone);
        (await silo.JobIndex().List()).ShouldBeEmpty();
        (await silo.Audited()).ShouldBe(["cron.add", "cron.update", "cron.run", "cron.update", "cron.remove"]);
        (await silo.Grain<IAuditGrain>(SessionHost.Tenant).Tail(100)).Where(static record => record.Entry.Action.StartsWith("cron.", StringComparison.Ordinal))
            .Select(static record => record.Entry.Actor).ShouldAllBe(static actor => actor == "owner");
    }

    [Theory]
    [InlineData("now", 1)]
    [InlineData("next-heartbeat", 0)]
    public async Task A_session_tells_itself_something_at_once_or_with_its_next_message(string mode, int asked)
    {
        await using SessionHost silo = await _rig.Silo();
        await _rig.Call(silo, $$"""{"action":"wake","text":"look again","mode":"{{mode}}"}""");
        int before = _rig.Model.Requests.Count;

        await silo.Events.Next(static told => told is GrainInterfaces.Events.CronJobEvent { Action: "removed" }, "the job is over");

        (_rig.Model.Requests.Count - before).ShouldBe(asked);
        await _rig.Ask(silo, "and?", "owner");
        _rig.Model.Requests[^1].Body.ToString().ShouldContain("look again");
        (await silo.JobIndex().List()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}", "action has to be one of status, list, add, update, remove, run, runs, wake")]
    [InlineData("""{"action":"edit"}""", "action has to be one of status, list, add, update, remove, run, runs, wake")]
    [InlineData("""{"action":"list","gatewayUrl":"ws://evil"}""", "cron takes these arguments only: action, includeDisabled, job, patch, jobId, limit, text, mode")]
    [InlineData("""{"action":"list","jobId":"x"}""", "list takes action, includeDisabled only")]
    [InlineData("""{"action":"status","text":"x"}""", "status takes action only")]
    [InlineData("""{"action":"remove"}""", "jobId has to be a job's id, as list tells it")]
    [InlineData("""{"action":"runs","jobId":"x","limit":11}""", "limit has to be a whole number from 1 to 10")]
    [InlineData("""{"action":"wake"}""", "text has to be what this session is told")]
    [InlineData("""{"action":"update","jobId":"x"}""", "patch has to be an object: what changes")]
    [InlineData("""{"action":"update","jobId":"x","patch":{}}""", "patch has to be an object: what changes")]
    [InlineData("""{"action":"add"}""", "job has to be an object: what to do and when")]
    [InlineData("""{"action":"add","job":"every hour"}""", "job has to be an object")]
    [InlineData("""{"action":"add","job":{"name":"x"}}""", "job.schedule has to be an object: kind (at, every or cron) and what goes with it")]
    [InlineData("""{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":60000}}}""", "job.payload has to be an object: kind (systemEvent or agentTurn) and what goes with it")]
    [InlineData("""{"action":"add","job":{"schedule":{"kind":"every","everyMs":60000},"payload":{"kind":"systemEvent","text":"x"}}}""", "job.name has to be a title")]
    [InlineData("""{"action":"add","job":{"name":"x","schedule":{"everyMs":60000},"payload":{"kind":"systemEvent","text":"x"}}}""", "job.schedule.kind has to be one of at, every, cron")]
    [InlineData("""{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":5},"payload":{"kind":"systemEvent","text":"x"}}}""", "job.schedule.everyMs has to be a whole number from 1000 to 253370764799999")]
    [InlineData("""{"action":"add","job":{"name":"x","schedule":{"kind":"at","at":"tomorrow"},"payload":{"kind":"systemEvent","text":"x"}}}""", "job.schedule.at has to be a moment in ISO 8601 with its zone, such as 2026-03-01T15:00:00+01:00, or atMs given in its place")]
    [InlineData("""{"action":"add","job":{"name":"x","schedule":{"kind":"at","at":"2025-01-01T12:00:00Z"},"payload":{"kind":"systemEvent","text":"x"}}}""", "job.schedule.at has to be a moment that is to come: now it is 2026-01-01T12:00:00Z")]
    [InlineData("""{"action":"add","job":{"name":"x","schedule":{"kind":"at","everyMs":60000},"payload":{"kind":"systemEvent","text":"x"}}}""", "a schedule of kind at takes kind, at, atMs only")]
    [InlineData("""{"action":"add","job":{"name":"x","schedule":{"kind":"cron","expr":"61 * * * *"},"payload":{"kind":"systemEvent","text":"x"}}}""", "CronPattern: the minute '61' is not understood: allowed are 0 to 59, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    [InlineData("""{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":60000},"payload":{"kind":"systemEvent","message":"x"}}}""", "a payload of kind systemEvent takes kind, text only")]
    [InlineData("""{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":60000},"payload":{"kind":"agentTurn"}}}""", "job.payload.message has to be a text of at most 16000 characters")]
    [InlineData("""{"action":"add","job":{"name":"x","enabled":"yes","schedule":{"kind":"every","everyMs":60000},"payload":{"kind":"systemEvent","text":"x"}}}""", "job.enabled has to be true or false")]
    [InlineData("""{"action":"add","job":{"name":"x","sessionTarget":"isolated","schedule":{"kind":"every","everyMs":60000},"payload":{"kind":"systemEvent","text":"x"}}}""", "job.sessionTarget has to be main with a payload of kind systemEvent, isolated with agentTurn")]
    public async Task What_it_does_not_take_is_told_with_what_it_takes(string arguments, string problem)
    {
        await using SessionHost silo = await _rig.Silo();

        (await _rig.Call(silo, arguments)).ShouldBe($"This did not run: {problem}.");

        (await silo.JobIndex().List()).ShouldBeEmpty();
    }

    /// <summary>Whose a job is, where it answers and what runs it are not words of a model.</summary>
    [Theory]
    [InlineData("job", """ "agentId":"family" """, "payload", "")]
    [InlineData("job", """ "sessionKey":"agent:family:main" """, "payload", "")]
    [InlineData("job", """ "maker":{"sessionKey":"agent:family:main"} """, "payload", "")]
    [InlineData("payload", "", "payload", """ "channel":"telegram","to":"8" """)]
    [InlineData("payload", "", "payload", """ "model":"other/m2" """)]
    public async Task A_model_that_says_whose_job_it_is_makes_none(string part, string job, string name, string payload)
    {
        // C9.
        await using SessionHost silo = await _rig.Silo();
        string wanted = $$$"""{"name":"x","schedule":{"kind":"every","everyMs":60000},"{{{name}}}":{"kind":"agentTurn","message":"m"{{{(payload.Length == 0 ? "" : "," + payload)}}}}{{{(job.Length == 0 ? "" : "," + job)}}}}""";

        (await _rig.Call(silo, $$$"""{"action":"add","job":{{{wanted}}}}""")).ShouldStartWith($"This did not run: {(part == "job" ? "job" : "job.payload")} takes these members only: ");

        (await silo.JobIndex().List()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("operator")]
    public async Task A_foreign_job_is_one_that_there_is_not(string who)
    {
        // T1.
        await using SessionHost silo = await _rig.Silo();
        string family = await _rig.Add(silo, Reminder, "operator", "agent:family:main");
        string other = await _rig.Add(silo, Reminder, "operator", Other);
        await silo.AddJob(Jobs.Line(Jobs.Every(TimeSpan.FromHours(1)), ""","agentId":"family" """));
        string[] foreign = who == "owner" ? [family, other, Jobs.Id] : [family, Jobs.Id];

        foreach (string id in foreign.Append("never-was").Append("../x"))
        {
            foreach (string call in new[] { "remove", "run", "runs" })
            {
                (await _rig.Call(silo, $$"""{"action":"{{call}}","jobId":"{{id}}"}""", who)).ShouldBe(CronRig.Gone);
            }

            (await _rig.Call(silo, $$$$"""{"action":"update","jobId":"{{{{id}}}}","patch":{"enabled":false}}""", who)).ShouldBe(CronRig.Gone);
        }

        (await _rig.Told(silo, """{"action":"list","includeDisabled":true}""", who)).GetProperty("jobs").EnumerateArray().Select(static job => job.GetProperty("id").GetString())
            .ShouldBe(who == "owner" ? [] : [other]);
        foreach (string id in foreign)
        {
            CronJobView job = (await silo.Job(id).Show())!;
            (job.Revision, job.LastRun).ShouldBe((0, null));
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("sandbox: { mode: 'all' }", false)]
    public async Task In_a_sandbox_an_operator_has_the_sessions_own(string defaults, bool seesAll)
    {
        await using SessionHost silo = await _rig.Silo("tools: { sandbox: { tools: { allow: ['cron'], deny: [] } } }", defaults);
        await silo.AddJob(Jobs.Line(Jobs.Every(TimeSpan.FromHours(1))));
        string own = await _rig.Add(silo, Reminder, "operator");

        (await _rig.Told(silo, """{"action":"list"}""", "operator")).GetProperty("jobs").EnumerateArray().Select(static job => job.GetProperty("id").GetString())
            .ShouldBe(seesAll ? [Jobs.Id, own] : [own], ignoreOrder: true);
    }

    [Fact]
    public async Task What_a_turn_writes_into_an_operators_job_is_bound_to_the_turn()
    {
        // A15: an operator's job answers wherever the operator said; words of a model do not.
        await using SessionHost silo = await _rig.Silo();
        await silo.AddJob(
            Jobs.Turn("""{"kind":"cron","expr":"0 0 1 1 *","tz":"UTC"}""", ""","model":"other/m2","channel":"telegram","to":"42" """),
            new GrainInterfaces.Channels.ReplyTarget { Channel = "telegram", Account = "default", ChatId = "42" });
        (await _rig.Told(silo, $$$$"""{"action":"update","jobId":"{{{{Jobs.Id}}}}","patch":{"enabled":true}}""", "operator")).GetProperty("updated").GetProperty("madeBy").GetString().ShouldBe("operator");
        (await _rig.Call(silo, $$$$"""{"action":"update","jobId":"{{{{Jobs.Id}}}}","patch":{"name":"tell 42 everything"}}""", "operator"))
            .ShouldBe("This did not run: the name is changed together with the payload: who does the job reads both.");
        (await silo.Job().Show())!.Target!.ChatId.ShouldBe("42");

        await _rig.Call(silo, $$$$"""{"action":"update","jobId":"{{{{Jobs.Id}}}}","patch":{"payload":{"kind":"agentTurn","message":"tell 42 everything"}}}""", "operator");
        SimulatedModelRequest asked = await _rig.Run(silo, Jobs.Id);

        asked.Model.ShouldBe("m1");
        (await CronRig.Sent(silo, "42")).ShouldBeEmpty();
        CronJobView job = (await silo.Job().Show())!;
        (job.Maker!.SessionKey, job.Target).ShouldBe((SessionHost.Main, null));
    }

    [Fact]
    public async Task A_session_has_so_many_jobs()
    {
        await using SessionHost silo = await _rig.Silo();
        string id = "";
        for (int i = 0; i < CronTool.MaxOwn; i++)
        {
            id = await _rig.Add(silo, Reminder);
        }

        string add = $$$"""{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":60000},"payload":{{{Reminder}}}}}""";
        (await _rig.Call(silo, add)).ShouldBe("This did not run: this session has as many cron jobs as it may (20); remove one first.");
        await _rig.Told(silo, $$"""{"action":"remove","jobId":"{{id}}"}""");
        (await _rig.Call(silo, add)).ShouldStartWith("""{"added":""");
    }

    [Fact]
    public async Task A_tenant_has_so_many_jobs()
    {
        await using SessionHost silo = await _rig.Silo();
        for (int i = 0; i < Grains.Cron.CronIndexGrain.MaxJobs; i++)
        {
            await silo.JobIndex().Add($"filler-{i}");
        }

        (await _rig.Call(silo, $$$"""{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":60000},"payload":{{{Reminder}}}}}"""))
            .ShouldBe("This did not run: as many cron jobs as there may be (200); remove one first.");
    }

    [Fact]
    public async Task Long_jobs_are_told_in_short()
    {
        await using SessionHost silo = await _rig.Silo();
        await _rig.Add(silo, $$"""{"kind":"systemEvent","text":"{{new string('x', 16_000)}}"}""");

        string told = (await _rig.Told(silo, """{"action":"list"}""")).GetProperty("jobs")[0].GetProperty("payload").GetProperty("text").GetString()!;

        told.ShouldBe(new string('x', 500) + " [cut]");
    }
}
