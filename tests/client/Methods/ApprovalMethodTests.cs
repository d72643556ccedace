using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Methods;

/// <summary>Requests for approvals over connections; attacks E10 to E12.</summary>
public sealed class ApprovalMethodTests
{
    /// <summary>How often the queue of approvals looks, see its grain.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task Who_asks_is_answered_when_an_approver_has_decided()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient asker = await rig.Connect();
        await using GatewayTestClient approver = await rig.Connect(Approver() with { DisplayName = "Ann" });
        await using GatewayTestClient reader = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.read", "operator.write", "operator.pairing"] });

        string id = await asker.SendAsync("exec.approval.request", new JsonObject { ["id"] = "a1", ["command"] = "ls -l", ["cwd"] = "/work", ["host"] = "node", ["agentId"] = null });
        JsonElement asked = (await approver.EventAsync("exec.approval.requested")).Payload;
        asked.GetProperty("id").GetString().ShouldBe("a1");
        asked.GetProperty("request").GetRawText().ShouldBe(
            """{"command":"ls -l","cwd":"/work","host":"node","security":null,"ask":null,"agentId":null,"resolvedPath":null,"sessionKey":null}""");
        (asked.GetProperty("expiresAtMs").GetInt64() - asked.GetProperty("createdAtMs").GetInt64()).ShouldBe(120_000);
        (await approver.CallAsync("exec.approval.resolve", Answer("a1", "allow-always"))).GetRawText().ShouldBe("""{"ok":true}""");

        JsonElement decided = (await asker.AnswerAsync(id)).Require();
        (decided.GetProperty("id").GetString(), decided.GetProperty("decision").GetString()).ShouldBe(("a1", "allow-always"));
        decided.GetProperty("expiresAtMs").GetInt64().ShouldBe(asked.GetProperty("expiresAtMs").GetInt64());
        JsonElement ended = (await approver.EventAsync("exec.approval.resolved")).Payload;
        (ended.GetProperty("decision").GetString(), ended.GetProperty("resolvedBy").GetString()).ShouldBe(("allow-always", "Ann"));
        (await approver.RequestAsync("exec.approval.resolve", Answer("a1", "deny"))).Message.ShouldBe("unknown approval id");
        await reader.NoEventAsync("exec.approval.requested");
        await reader.NoEventAsync("exec.approval.resolved");
    }

    [Fact]
    public async Task What_is_no_answer_is_said_in_the_originals_words()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        await client.SendAsync("exec.approval.request", Request("a1"));
        await client.EventAsync("exec.approval.requested");

        (await client.RequestAsync("exec.approval.resolve", Answer("a1", "yes"))).Message.ShouldBe("invalid decision");
        (await client.RequestAsync("exec.approval.resolve", Answer("nobodys", "deny"))).Message.ShouldBe("unknown approval id");
        (await client.RequestAsync("exec.approval.request", Request("a1"))).Message.ShouldBe("approval id already pending");
        await client.CallAsync("exec.approval.resolve", Answer("a1", "deny"));
        (await client.RequestAsync("exec.approval.request", Request("a1"))).Message.ShouldBe("approval id already used");
    }

    [Fact]
    public async Task Nobody_in_time_is_no_decision()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using GatewayRig rig = await GatewayRig.Start(time: time);
        await using GatewayTestClient client = await rig.Connect();
        var wait = TimeSpan.FromMilliseconds(61_234);
        string id = await client.SendAsync("exec.approval.request", Request("a1", (long)wait.TotalMilliseconds));
        await client.EventAsync("exec.approval.requested");

        await time.WhenArmed(wait);
        time.Advance(wait);

        (await client.AnswerAsync(id)).Require().GetProperty("decision").ValueKind.ShouldBe(JsonValueKind.Null);
        (await client.RequestAsync("exec.approval.resolve", Answer("a1", "allow-once"))).Message.ShouldBe("unknown approval id");
    }

    [Theory]
    [InlineData("-9223372036854775808")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("-1e30")]
    [InlineData("\"1000\"")]
    public async Task A_wait_that_is_none_is_refused_by_name(string timeoutMs)
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        GatewayAnswer answer = await client.RequestAsync("exec.approval.request", JsonNode.Parse($$"""{"id":"a1","command":"ls","timeoutMs":{{timeoutMs}}}"""));
        (answer.Ok, answer.Code).ShouldBe((false, "INVALID_REQUEST"));
        answer.Message!.ShouldContain("timeoutMs");
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("1e30")]
    public async Task A_wait_without_end_is_a_day(string timeoutMs)
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient client = await rig.Connect();
        await client.SendAsync("exec.approval.request", JsonNode.Parse($$"""{"id":"a1","command":"ls","timeoutMs":{{timeoutMs}}}"""));
        JsonElement asked = (await client.EventAsync("exec.approval.requested")).Payload;
        (asked.GetProperty("expiresAtMs").GetInt64() - asked.GetProperty("createdAtMs").GetInt64()).ShouldBe(86_400_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_else_who_may_answer_and_is_connected_prevents_the_alarm(bool isHere)
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        var calls = new AnsweredCalls();
        await using GatewayRig rig = await GatewayRig.Start(time: time, calls: calls);
        await using GatewayTestClient asker = await rig.Connect();
        await using GatewayTestClient other = await rig.Connect(isHere ? Approver() : new ConnectOptions { Token = GatewayRig.Token, Scopes = ["operator.read"] });
        await asker.SendAsync("exec.approval.request", Request("a1"));
        await asker.EventAsync("exec.approval.requested");
        if (isHere)
        {
            await calls.First("IApprovalQueueGrain.Shown");
        }

        for (int look = 0; look < 3; look++)
        {
            await time.WhenArmed(Look);
            time.Advance(Look);
        }

        await time.WhenArmed(Look);
        if (isHere)
        {
            (await Alarms(asker)).ShouldBe(0);
            await asker.NoEventAsync("moltbot.approval.unseen");
        }
        else
        {
            (await other.EventAsync("moltbot.approval.unseen")).Payload.GetProperty("id").GetString().ShouldBe("a1");
            (await Alarms(asker)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Who_comes_later_is_shown_what_waits()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient asker = await rig.Connect();
        await asker.SendAsync("exec.approval.request", Request("a1"));
        await asker.EventAsync("exec.approval.requested");

        await using GatewayTestClient screen = await rig.Connect(Approver() with { ClientId = "openclaw-macos", Mode = "ui" });
        (await screen.EventAsync("exec.approval.requested")).Payload.GetProperty("id").GetString().ShouldBe("a1");

        await using GatewayTestClient reader = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, ClientId = "openclaw-macos", Mode = "ui", Scopes = ["operator.read"] });
        await reader.NoEventAsync("exec.approval.requested");
    }

    [Fact]
    public async Task The_document_is_replaced_over_the_version_that_was_seen_and_shows_no_secret()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient admin = await rig.Connect();
        JsonElement empty = await admin.CallAsync("exec.approvals.get");
        (empty.GetProperty("exists").GetBoolean(), empty.GetProperty("file").GetProperty("version").GetInt32()).ShouldBe((false, 1));

        JsonNode file = JsonNode.Parse("""{"version":1,"socket":{"path":"/run/x","token":"canary"},"agents":{"*":{"allowlist":[{"pattern":"/usr/bin/rg","lastUsedAt":5}]}}}""")!;
        JsonElement stored = await admin.CallAsync("exec.approvals.set", new JsonObject { ["file"] = file.DeepClone(), ["baseHash"] = empty.GetProperty("hash").GetString() });
        stored.GetRawText().ShouldNotContain("canary");
        stored.GetProperty("file").GetProperty("agents").GetProperty("*").GetProperty("allowlist")[0].GetProperty("pattern").GetString().ShouldBe("/usr/bin/rg");
        (await admin.RequestAsync("exec.approvals.set", new JsonObject { ["file"] = file.DeepClone() })).Message
            .ShouldBe("exec approvals base hash required; re-run exec.approvals.get and retry");
        (await admin.RequestAsync("exec.approvals.set", new JsonObject { ["file"] = file.DeepClone(), ["baseHash"] = "other" })).Message
            .ShouldBe("exec approvals changed since last load; re-run exec.approvals.get and retry");
        (await admin.CallAsync("exec.approvals.get")).GetProperty("hash").GetString().ShouldBe(stored.GetProperty("hash").GetString());
    }

    [Fact]
    public async Task A_nodes_document_is_the_nodes_to_read_and_write()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient admin = await rig.Connect();
        await using GatewayTestClient node = await rig.Connect(Node(device));

        string read = await admin.SendAsync("exec.approvals.node.get", new JsonObject { ["nodeId"] = device.Id });
        (await Serve(node, device, """{"path":"/n","exists":true,"hash":"h","file":{"version":1}}""")).ShouldBe(("system.execApprovals.get", "{}"));
        (await admin.AnswerAsync(read)).Require().GetRawText().ShouldBe("""{"path":"/n","exists":true,"hash":"h","file":{"version":1}}""");
        string written = await admin.SendAsync("exec.approvals.node.set", JsonNode.Parse($$"""{"nodeId":"{{device.Id}}","file":{"version":1},"baseHash":"h"}"""));
        (await Serve(node, device, "null")).ShouldBe(("system.execApprovals.set", """{"file":{"version":1},"baseHash":"h"}"""));
        (await admin.AnswerAsync(written)).Ok.ShouldBeTrue();
        (await admin.RequestAsync("exec.approvals.node.get", new JsonObject { ["nodeId"] = "nobody" })).Message.ShouldBe("node not connected");
    }

    [Fact]
    public async Task A_node_is_told_of_an_approval_that_there_is_and_once()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient client = await rig.Connect();
        await using GatewayTestClient approver = await rig.Connect(new ConnectOptions { Token = GatewayRig.Token, Device = TestDevice.New() });
        await using GatewayTestClient node = await rig.Connect(Node(device));
        await Approve(client, approver, "rm x", "allow-once");

        // Of others, or of another run, nothing is known.
        (await approver.RequestAsync("node.invoke", Run(device, "rm x"))).Details!.Value.GetProperty("reason").GetString().ShouldBe("a caller does not approve its own run");
        (await client.RequestAsync("node.invoke", Run(device, "rm y"))).Details!.Value.GetProperty("reason").GetString().ShouldBe("a caller does not approve its own run");
        (await client.RequestAsync("node.invoke", Run(device, "rm x", "\"cwd\":\"/etc\","))).Ok.ShouldBeFalse();
        (await client.RequestAsync("node.invoke", Run(device, "rm x", "\"env\":{\"LD_PRELOAD\":\"/x\"},"))).Ok.ShouldBeFalse();

        string run = await client.SendAsync("node.invoke", Run(device, "rm x"));
        (await Serve(node, device, "{}")).ShouldBe(("system.run", """{"command":["rm","x"],"agentId":"main","approved":true,"approvalDecision":"allow-once"}"""));
        (await client.AnswerAsync(run)).Ok.ShouldBeTrue();
        (await client.RequestAsync("node.invoke", Run(device, "rm x"))).Details!.Value.GetProperty("reason").GetString().ShouldBe("a caller does not approve its own run");
    }

    [Fact]
    public async Task A_run_that_was_denied_is_not_told_as_allowed()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient client = await rig.Connect();
        await using GatewayTestClient node = await rig.Connect(Node(device));
        await Approve(client, client, "rm x", "deny");

        (await client.RequestAsync("node.invoke", Run(device, "rm x"))).Ok.ShouldBeFalse();
    }

    private static async Task Approve(GatewayTestClient client, GatewayTestClient approver, string command, string decision)
    {
        string request = await client.SendAsync("exec.approval.request", new JsonObject { ["id"] = "a1", ["command"] = command, ["host"] = "node", ["agentId"] = "main" });
        await approver.EventAsync("exec.approval.requested");
        await approver.CallAsync("exec.approval.resolve", Answer("a1", decision));
        (await client.AnswerAsync(request)).Require().GetProperty("decision").GetString().ShouldBe(decision);
    }

    /// <summary>Answers what a node is asked; what that was.</summary>
    private static async Task<(string? Command, string? Params)> Serve(GatewayTestClient node, TestDevice device, string payload)
    {
        JsonElement asked = (await node.EventAsync("node.invoke.request")).Payload;
        await node.CallAsync("node.invoke.result", new JsonObject { ["id"] = asked.GetProperty("id").GetString(), ["nodeId"] = device.Id, ["ok"] = true, ["payloadJSON"] = payload });
        return (asked.GetProperty("command").GetString(), asked.GetProperty("paramsJSON").GetString());
    }

    private static async Task<int> Alarms(GatewayTestClient admin) =>
        (await admin.CallAsync("moltbot.audit.tail", new JsonObject { ["limit"] = 100 })).GetRawText().Split("\"action\":\"exec.approval.unseen\"").Length - 1;

    private static JsonObject Request(string id, long? timeoutMs = null)
    {
        var request = new JsonObject { ["id"] = id, ["command"] = "ls" };
        if (timeoutMs is { } wait)
        {
            request["timeoutMs"] = wait;
        }

        return request;
    }

    private static JsonObject Answer(string id, string decision) => new() { ["id"] = id, ["decision"] = decision };

    private static JsonNode Run(TestDevice device, string command, string more = "") => JsonNode.Parse(
        $$"""
        {"nodeId":"{{device.Id}}","command":"system.run","idempotencyKey":"{{Guid.NewGuid()}}",
         "params":{ "command":{{JsonSerializer.Serialize(command.Split(' '))}},{{more}}"agentId":"main","approved":true,"approvalDecision":"allow-always" } }
        """)!;

    private static ConnectOptions Approver() => new() { Token = GatewayRig.Token, Scopes = ["operator.approvals"] };

    private static ConnectOptions Node(TestDevice device) => new()
    {
        Token = GatewayRig.Token, Device = device, Role = "node", Scopes = null, ClientId = "node-host", Mode = "node",
        Commands = ["system.run", "system.execApprovals.get", "system.execApprovals.set"],
    };
}
