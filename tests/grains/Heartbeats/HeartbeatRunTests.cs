using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Agents;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Heartbeats;

/// <summary>What a heartbeat asks, and what becomes of its answer.</summary>
public sealed class HeartbeatRunTests : IAsyncLifetime
{
    private HeartbeatRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await HeartbeatRig.Start();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task That_all_is_well_is_told_to_nobody_and_forgotten()
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        SessionEntry before = (await silo.Session().Entry())!;
        await HeartbeatRig.Schedule(silo);
        _rig.Model.Enqueue(ModelReply.Text("HEARTBEAT_OK"), ModelReply.Text("Nothing to report. HEARTBEAT_OK"));

        HeartbeatReport report = await _rig.Beat(silo);
        (report.Status, report.Channel, report.To, report.Preview, report.IsSilent, report.IsIndicated).ShouldBe(("ok-token", "telegram", null, null, true, true));
        (await _rig.Beat(silo)).Status.ShouldBe("ok-token");

        SessionEntry entry = (await silo.Session().Entry())!;
        (entry.UpdatedAt, entry.LastMessagePreview).ShouldBe((before.UpdatedAt, before.LastMessagePreview), "it is no use of the session");
        (await silo.Transcript()).ShouldBe(
            ["user: hello", $"assistant: {HeartbeatRig.Plain}", "user: Look around.", "assistant: HEARTBEAT_OK", "user: Look around.", "assistant: Nothing to report. HEARTBEAT_OK"]);
        await HeartbeatRig.OwnerWrites(silo, "and now?", "owner-2");
        string asked = _rig.Model.Requests[^1].Body.ToString();
        asked.ShouldContain("hello");
        asked.ShouldNotContain(HeartbeatRig.Prompt);
        asked.ShouldNotContain("Nothing to report.");
    }

    [Fact]
    public async Task The_same_alert_is_told_once_a_day()
    {
        await using (SessionHost silo = await _rig.Silo())
        {
            _rig.Model.Default = ModelReply.Text(HeartbeatRig.Alert);
            await HeartbeatRig.OwnerWrites(silo);
            await HeartbeatRig.Schedule(silo);
            (await _rig.Beat(silo)).Status.ShouldBe("sent");
            HeartbeatReport again = await _rig.Beat(silo);
            (again.Status, again.Reason, again.To, again.Preview).ShouldBe(("skipped", "duplicate", null, HeartbeatRig.Alert));
            _rig.Model.Enqueue(ModelReply.Text("Another one."));
            (await _rig.Beat(silo)).Status.ShouldBe("sent");
            (await _rig.Beat(silo)).Reason.ShouldBe("duplicate", "whatever was told in between");
            (await HeartbeatRig.Sent(silo)).ShouldBe([HeartbeatRig.Alert, HeartbeatRig.Alert, "Another one."]);
        }

        await using (SessionHost sooner = await _rig.Silo(later: TimeSpan.FromHours(23.5)))
        {
            _rig.Time.Advance(HeartbeatRig.Minute);
            (await HeartbeatRig.Next(sooner, 0)).Reason.ShouldBe("duplicate");
        }

        await using SessionHost next = await _rig.Silo(later: TimeSpan.FromHours(1));
        _rig.Time.Advance(HeartbeatRig.Minute);
        (await HeartbeatRig.Next(next, 0)).Status.ShouldBe("sent");
    }

    [Fact]
    public async Task A_file_that_asks_for_nothing_saves_the_question()
    {
        await using SessionHost silo = await _rig.Silo(more: ScriptedRunner.Allowed);
        ScriptedRunner runner = await ScriptedRunner.ConnectWithFiles(silo.Grains, silo.Events, ("HEARTBEAT.md", "# HEARTBEAT.md\n\n- [ ]\n"), ("USER.md", "the-user-file"));
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        int asked = _rig.Model.Requests.Count;

        HeartbeatReport report = await _rig.Beat(silo);

        (report.Status, report.Reason).ShouldBe(("skipped", "empty-heartbeat-file"));
        _rig.Model.Requests.Count.ShouldBe(asked, "no model was asked");
        runner.Questions[^1].Files!.Names.ShouldBe(["HEARTBEAT.md"]);

        await runner.Renew();
        await silo.Session().AddSystemEvent(SessionHost.Main, "the bell rang");
        _rig.Model.Enqueue(ModelReply.Text("Somebody rang."));
        (await _rig.Beat(silo)).Status.ShouldBe("sent", "a line that waits is heard");

        await runner.Renew();
        runner.Workspace!["HEARTBEAT.md"] = "- look at the door";
        _rig.Model.Enqueue(ModelReply.Text("HEARTBEAT_OK"));
        (await _rig.Beat(silo)).Status.ShouldBe("ok-token");
        string prompt = _rig.Model.Requests[^1].Body.GetProperty("messages")[0].GetProperty("content").GetString()!;
        prompt.ShouldContain("- look at the door");
        prompt.ShouldNotContain("the-user-file", customMessage: "nobody speaks in it, and who reads its answer is not known");

        await runner.Renew();
        runner.Workspace.Remove("HEARTBEAT.md");
        (await _rig.Beat(silo)).Status.ShouldNotBe("skipped", "without a file it is as before");
        runner.Workspace["HEARTBEAT.md"] = "";
        await runner.Go();
        _rig.Model.Enqueue(ModelReply.Text("HEARTBEAT_OK"));
        (await _rig.Beat(silo)).Status.ShouldBe("ok-token", "nobody can tell what it says");
    }

    [Fact]
    public async Task Who_wakes_it_is_heard_whatever_the_file_says()
    {
        await using SessionHost silo = await _rig.Silo(more: ScriptedRunner.Allowed);
        await ScriptedRunner.ConnectWithFiles(silo.Grains, silo.Events, ("HEARTBEAT.md", ""));
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        _rig.Model.Enqueue(ModelReply.Text("Somebody rang."));

        (await HeartbeatRig.Heart(silo).Wake("the bell rang")).ShouldBeTrue();

        (await HeartbeatRig.Next(silo, 0)).Status.ShouldBe("sent");
    }

    [Theory]
    [InlineData("showOk: true", "HEARTBEAT_OK", "ok-token", null, "HEARTBEAT_OK")]
    [InlineData("showOk: true", "NO_REPLY", "ok-empty", null, "HEARTBEAT_OK")]
    [InlineData("showAlerts: false", HeartbeatRig.Alert, "skipped", "alerts-disabled", null)]
    [InlineData("useIndicator: false", HeartbeatRig.Alert, "sent", null, HeartbeatRig.Alert)]
    [InlineData("showAlerts: false, useIndicator: false", HeartbeatRig.Alert, "skipped", "alerts-disabled", null)]
    public async Task A_chat_is_told_what_it_is_to_be_shown(string visibility, string answer, string status, string? reason, string? told)
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        silo.Configurations.Set(_rig.Config().Replace("botToken:", $"heartbeat: {{ {visibility} }}, botToken:", StringComparison.Ordinal));
        await HeartbeatRig.Schedule(silo);
        _rig.Model.Enqueue(ModelReply.Text(answer));

        HeartbeatReport report = await _rig.Beat(silo);

        (report.Status, report.Reason, report.To).ShouldBe((status, reason, told is null ? null : "7"));
        report.IsIndicated.ShouldBe(!visibility.Contains("useIndicator", StringComparison.Ordinal));
        (await HeartbeatRig.Sent(silo)).ShouldBe(told is null ? [HeartbeatRig.Plain] : [HeartbeatRig.Plain, told]);
        _rig.Model.Requests.Count.ShouldBe(visibility.Contains(',', StringComparison.Ordinal) ? 1 : 2);
    }

    [Theory]
    [InlineData("target: 'none'", null, null)]
    [InlineData("target: 'telegram'", "7", "7")]
    [InlineData("target: 'last', to: '9'", "9", "9")]
    [InlineData("target: 'telegram', to: 'telegram:group:-100'", "-100", "-100")]
    public async Task It_is_told_where_the_configuration_says(string heartbeat, string? to, string? chat)
    {
        await using SessionHost silo = await _rig.Silo(heartbeat);
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        _rig.Model.Enqueue(ModelReply.Text(HeartbeatRig.Alert));

        HeartbeatReport report = await _rig.Beat(silo);

        (report.Status, report.To, report.Preview).ShouldBe((chat is null ? "skipped" : "sent", to, HeartbeatRig.Alert));
        report.Reason.ShouldBe(chat is null ? "no-target" : null);
        (await CronRig.Sent(silo, chat ?? "7")).Contains(HeartbeatRig.Alert).ShouldBe(chat is not null);
        (await silo.Session().Entry())!.LastRoute!.ChatId.ShouldBe("7", "where it is told is not where somebody wrote from");
    }

    [Fact]
    public async Task It_asks_its_own_model_in_the_session_that_is_named()
    {
        await using SessionHost silo = await _rig.Silo("model: 'fake/m2', session: 'watch', target: 'none'");
        await HeartbeatRig.Schedule(silo);

        (await _rig.Beat(silo)).Preview.ShouldBe(HeartbeatRig.Plain);

        _rig.Model.Requests[0].Model.ShouldBe("m2");
        (await silo.Transcript("agent:main:watch")).ShouldBe(["user: Look around.", $"assistant: {HeartbeatRig.Plain}"]);
        (await silo.Session().Entry()).ShouldBeNull();
    }

    [Theory]
    [InlineData("agent:other:main")]
    [InlineData("agent:main:subagent:1")]
    public async Task It_is_never_another_agents_session(string session)
    {
        await using SessionHost silo = await _rig.Silo($"session: '{session}', target: 'none'");
        await HeartbeatRig.Schedule(silo);
        await _rig.Beat(silo);

        (await silo.Transcript()).Count.ShouldBe(2);
        (await silo.Session(session).Entry()).ShouldBeNull();
    }

    [Fact]
    public async Task What_fails_is_told_to_clients_and_not_to_the_chat()
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        _rig.Model.Enqueue(ModelReply.Status(400, """{"error":{"message":"no"}}"""));

        HeartbeatReport report = await _rig.Beat(silo);

        report.Status.ShouldBe("failed");
        report.Reason.ShouldNotBeNullOrWhiteSpace();
        (await HeartbeatRig.Sent(silo)).ShouldBe([HeartbeatRig.Plain]);
    }

    [Theory]
    [InlineData(true, "aborted")]
    [InlineData(false, "send blocked by session policy")]
    public async Task What_changes_while_it_runs_counts(bool aborts, string reason)
    {
        var gate = new ModelGate();
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo);
        _rig.Model.Enqueue(ModelReply.Text(HeartbeatRig.Alert).HeldBy(gate));
        Task<HeartbeatReport> beat = _rig.Beat(silo);
        await gate.Reached;
        if (aborts)
        {
            (await silo.Session().Abort(null, "rpc")).Aborted.ShouldBeTrue();
        }
        else
        {
            silo.Configurations.Set(_rig.Config(more: "session: { sendPolicy: { default: 'deny' } }"));
        }

        gate.Open();

        HeartbeatReport report = await beat;
        (report.Status, report.Reason, report.To).ShouldBe(("skipped", reason, null));
        (await HeartbeatRig.Sent(silo)).ShouldBe([HeartbeatRig.Plain]);
    }

    [Fact]
    public async Task Who_wakes_it_leaves_a_line_that_it_reads_at_once()
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.OwnerWrites(silo);
        await HeartbeatRig.Schedule(silo, TimeSpan.FromHours(1));
        _rig.Model.Enqueue(ModelReply.Text("The bell rang."), ModelReply.Text("HEARTBEAT_OK"));

        (await HeartbeatRig.Heart(silo).Wake("the bell rang")).ShouldBeTrue();
        (await HeartbeatRig.Next(silo, 0)).Status.ShouldBe("sent");
        (await HeartbeatRig.Heart(silo).Wake("it rang again")).ShouldBeTrue();
        await _rig.Time.WhenArmed(TimeSpan.FromSeconds(30));
        _rig.Model.Requests.Count.ShouldBe(2, "the last one is less than a minute ago");
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        (await HeartbeatRig.Next(silo, 1)).Status.ShouldBe("ok-token");

        _rig.Model.Requests[1].Body.ToString().ShouldContain("] the bell rang\\n");
        _rig.Model.Requests[2].Body.ToString().ShouldContain("] it rang again\\n");
        (await HeartbeatRig.Sent(silo)).ShouldBe([HeartbeatRig.Plain, "The bell rang."]);
        await HeartbeatRig.OwnerWrites(silo, "what was it?", "owner-2");
        _rig.Model.Requests[^1].Body.ToString().ShouldContain("it rang again", Case.Sensitive, "what it was told besides is kept in mind");
    }

    [Fact]
    public async Task Who_wakes_it_without_a_chat_is_answered_in_the_session()
    {
        await using SessionHost silo = await _rig.Silo();
        await HeartbeatRig.Schedule(silo, TimeSpan.FromHours(1));

        (await HeartbeatRig.Heart(silo).Wake("the bell rang")).ShouldBeTrue();

        (await HeartbeatRig.Next(silo, 0)).Reason.ShouldBe("no-target");
        (await silo.Transcript()).ShouldBe(["user: Look around.", $"assistant: {HeartbeatRig.Plain}"]);
    }

    [Fact]
    public async Task A_heartbeat_begins_no_new_conversation()
    {
        await using (SessionHost silo = await _rig.Silo(more: "session: { reset: { mode: 'idle', idleMinutes: 60 } }"))
        {
            await HeartbeatRig.OwnerWrites(silo);
            await HeartbeatRig.Schedule(silo);
        }

        await using SessionHost next = await _rig.Silo(more: "session: { reset: { mode: 'idle', idleMinutes: 60 } }", later: TimeSpan.FromHours(2));
        string conversation = (await next.Session().Entry())!.SessionId;
        _rig.Model.Enqueue(ModelReply.Text("HEARTBEAT_OK"));
        _rig.Time.Advance(HeartbeatRig.Minute);
        await HeartbeatRig.Next(next, 0);
        (await next.Session().Entry())!.SessionId.ShouldBe(conversation);

        await HeartbeatRig.OwnerWrites(next, "hello again", "owner-2");
        (await next.Session().Entry())!.SessionId.ShouldNotBe(conversation, "it has not kept the session fresh");
    }
}
