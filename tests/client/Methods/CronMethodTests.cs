using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Methods;

/// <summary>Jobs over the wire, as the original answers.</summary>
public sealed class CronMethodTests
{
    private const string Ping = """{"name":"later","schedule":{"kind":"cron","expr":"0 0 1 1 *"},"sessionTarget":"main","wakeMode":"next-heartbeat","payload":{"kind":"systemEvent","text":"ping"}}""";

    [Fact]
    public async Task A_job_is_added_run_changed_and_removed_and_clients_are_told_before_the_answer()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();

        JsonElement job = await client.CallAsync("cron.add", JsonNode.Parse(Ping));
        string id = job.GetProperty("id").GetString()!;
        job.GetProperty("state").ToString().ShouldBe("{}");
        job.TryGetProperty("enabled", out _).ShouldBeFalse();
        (await Told(client, id)).ShouldBe("""{"action":"added"}""");

        (await client.CallAsync("cron.list")).ToString().ShouldBe("""{"jobs":[]}""");
        (await client.CallAsync("cron.list", new JsonObject { ["includeDisabled"] = true })).GetProperty("jobs")[0].GetProperty("id").GetString().ShouldBe(id);
        (await client.CallAsync("cron.run", new JsonObject { ["id"] = id })).ToString().ShouldBe("""{"ok":true,"ran":false,"reason":"not-due"}""");
        (await client.CallAsync("cron.run", new JsonObject { ["jobId"] = id, ["mode"] = "force" })).ToString().ShouldBe("""{"ok":true,"ran":true}""");
        (await Told(client, id, "runAtMs")).ShouldBe("""{"action":"started"}""");
        (await Told(client, id, "runAtMs", "durationMs")).ShouldBe("""{"action":"finished","status":"ok","summary":"ping"}""");
        JsonElement entry = (await client.CallAsync("cron.runs", new JsonObject { ["id"] = id, ["limit"] = 5 })).GetProperty("entries")[0];
        entry.GetProperty("summary").GetString().ShouldBe("ping");

        JsonElement changed = await client.CallAsync("cron.update", new JsonObject { ["id"] = id, ["patch"] = JsonNode.Parse("""{"enabled":"true","name":"renamed"}""") });
        changed.GetProperty("name").GetString().ShouldBe("renamed");
        changed.GetProperty("state").GetProperty("lastStatus").GetString().ShouldBe("ok");
        long next = changed.GetProperty("state").GetProperty("nextRunAtMs").GetInt64();
        (await Told(client, id, "nextRunAtMs")).ShouldBe("""{"action":"updated"}""");
        (await client.CallAsync("cron.list")).GetProperty("jobs").GetArrayLength().ShouldBe(1);
        (await client.CallAsync("cron.status")).ToString().ShouldBe($$"""{"enabled":true,"storePath":"database","jobs":1,"nextWakeAtMs":{{next}}}""");

        (await client.CallAsync("cron.remove", new JsonObject { ["id"] = id })).ToString().ShouldBe("""{"ok":true,"removed":true}""");
        (await Told(client, id)).ShouldBe("""{"action":"removed"}""");
        (await client.CallAsync("cron.remove", new JsonObject { ["id"] = id })).ToString().ShouldBe("""{"ok":true,"removed":false}""");
        (await client.CallAsync("cron.status")).ToString().ShouldBe("""{"enabled":true,"storePath":"database","jobs":0,"nextWakeAtMs":null}""");
    }

    [Theory]
    [InlineData("""{"sessionTarget":"isolated"}""", "UNAVAILABLE", "Error: isolated cron jobs require payload.kind=\"agentTurn\"")]
    [InlineData("""{"payload":{"kind":"agentTurn","message":"x"}}""", "UNAVAILABLE", "Error: main cron jobs require payload.kind=\"systemEvent\"")]
    [InlineData("""{"schedule":{"kind":"cron","expr":"61 * * * *"}}""", "INVALID_REQUEST", "invalid cron.add params: CronPattern: the minute '61' is not understood: allowed are 0 to 59, lists (a,b), ranges (a-b), steps (*/n, a-b/n) and *")]
    [InlineData("""{"schedule":{"kind":"cron","expr":"* * * * *","tz":"Mars/Base"}}""", "INVALID_REQUEST", "invalid cron.add params: Invalid time zone specified: Mars/Base")]
    [InlineData("""{"schedule":{"everyMs":5}}""", "INVALID_REQUEST", "invalid cron.add params: schedule.everyMs must be at least 1000 (one second)")]
    [InlineData("""{"agentId":"nobody"}""", "INVALID_REQUEST", "invalid cron.add params: unknown agent id \"nobody\" (there are main)")]
    [InlineData("""{"sessionTarget":"isolated","payload":{"kind":"agentTurn","message":"x","to":"42"}}""", "INVALID_REQUEST", "invalid cron.add params: payload.to needs payload.channel (discord, telegram)")]
    [InlineData("""{"sessionTarget":"isolated","payload":{"kind":"agentTurn","message":"x","to":"42","channel":"telegram"}}""", "INVALID_REQUEST", "unsupported channel: telegram")]
    [InlineData("""{"sessionTarget":"isolated","payload":{"kind":"agentTurn","message":"x","channel":"nowhere"}}""", "INVALID_REQUEST", "invalid cron.add params: unknown channel: nowhere")]
    [InlineData("""{"sessionTarget":"isolated","payload":{"kind":"agentTurn","message":"x","thinking":"hard"}}""", "INVALID_REQUEST", "invalid thinkingLevel (use off|minimal|low|medium|high|xhigh)")]
    public async Task What_is_wrong_is_told_when_the_job_is_written_down(string change, string code, string message)
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        var job = (JsonObject)JsonNode.Parse(Ping)!;
        foreach ((string name, JsonNode? value) in (JsonObject)JsonNode.Parse(change)!)
        {
            job[name] = value?.DeepClone();
        }

        GatewayAnswer refused = await client.RequestAsync("cron.add", job);
        (refused.Code, refused.Message).ShouldBe((code, message));
        (await client.CallAsync("cron.status")).GetProperty("jobs").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_job_and_what_nobody_has_is_refused()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();

        (await client.RequestAsync("cron.add", new JsonObject { ["name"] = "x", ["more"] = 1 })).Message!.ShouldStartWith("invalid cron.add params: ");
        (await client.RequestAsync("cron.update", new JsonObject { ["id"] = "x", ["patch"] = new JsonObject { ["more"] = 1 } })).Message!.ShouldStartWith("invalid cron.update params: ");
        (await client.RequestAsync("cron.update", JsonNode.Parse("[]"))).Message!.ShouldStartWith("invalid cron.update params: ");
        foreach (string id in new[] { "nope", "../x", "a b" })
        {
            (await client.RequestAsync("cron.update", new JsonObject { ["id"] = id, ["patch"] = new JsonObject() })).Code.ShouldBe("UNAVAILABLE");
            (await client.RequestAsync("cron.run", new JsonObject { ["id"] = id })).Code.ShouldBe("UNAVAILABLE");
            (await client.CallAsync("cron.runs", new JsonObject { ["id"] = id })).ToString().ShouldBe("""{"entries":[]}""");
            (await client.CallAsync("cron.remove", new JsonObject { ["id"] = id })).ToString().ShouldBe("""{"ok":true,"removed":false}""");
        }

        (await client.RequestAsync("cron.run", new JsonObject { ["id"] = "nope" })).Message.ShouldBe("Error: unknown cron job id: nope");
        (await client.RequestAsync("chat.send", new JsonObject { ["sessionKey"] = "main", ["message"] = "hi", ["idempotencyKey"] = "cron:job:1" })).Message
            .ShouldBe("invalid chat.send params: at /idempotencyKey: must NOT begin with 'cron:'");
    }

    [Fact]
    public async Task Who_may_read_sees_jobs_and_events_and_changes_none()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient admin = await rig.Connect();
        await using GatewayTestClient reader = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.read"] });
        await using GatewayTestClient approver = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.approvals"] });

        string id = (await admin.CallAsync("cron.add", JsonNode.Parse(Ping))).GetProperty("id").GetString()!;
        await reader.EventAsync("cron");
        (await reader.CallAsync("cron.status")).GetProperty("jobs").GetInt32().ShouldBe(1);
        foreach (string method in new[] { "cron.add", "cron.update", "cron.remove", "cron.run" })
        {
            (await reader.RequestAsync(method, new JsonObject { ["id"] = id })).Message.ShouldBe("missing scope: operator.admin");
        }

        (await reader.RequestAsync("wake", new JsonObject { ["mode"] = "now", ["text"] = "x" })).Message.ShouldBe("missing scope: operator.write");
        (await approver.RequestAsync("cron.list")).Message.ShouldBe("missing scope: operator.read");
        (await approver.RequestAsync("cron.add", JsonNode.Parse(Ping))).Message.ShouldBe("missing scope: operator.admin");
    }

    [Fact]
    public async Task The_main_session_is_woken_with_its_next_message_or_at_once()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.write"] });

        (await client.CallAsync("wake", new JsonObject { ["mode"] = "next-heartbeat", ["text"] = "hello" })).ToString().ShouldBe("""{"ok":true}""");
        (await client.RequestAsync("wake", new JsonObject { ["mode"] = "now", ["text"] = "  " })).Message.ShouldBe("invalid wake params: text required");
        (await client.CallAsync("wake", new JsonObject { ["mode"] = "now", ["text"] = "wake up" })).ToString().ShouldBe("""{"ok":true}""");
        await client.EventAsync("chat");
        (await client.CallAsync("chat.history", new JsonObject { ["sessionKey"] = "main" })).GetProperty("messages")[0].ToString().ShouldContain("System: wake up");
    }

    /// <summary>The next event of the job, without its times.</summary>
    private static async Task<string> Told(GatewayTestClient client, string id, params string[] times)
    {
        var payload = (JsonObject)JsonNode.Parse((await client.EventAsync("cron")).Payload.ToString())!;
        ((string?)payload["jobId"]).ShouldBe(id);
        payload.Remove("jobId");
        foreach (string time in times)
        {
            payload.Remove(time).ShouldBeTrue(time);
        }

        return payload.ToJsonString();
    }
}
