using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Tenants;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Methods;

public sealed class NodeInvokeTests
{
    [Fact]
    public async Task A_command_goes_to_the_node_and_its_answer_comes_back()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient node = await rig.Connect(Node(device, "system.run", "system.which", "made.up"));
        (await node.EventAsync("voicewake.changed")).Seq.ShouldBeNull();
        await using GatewayTestClient admin = await rig.Connect();

        JsonElement listed = (await admin.CallAsync("node.list")).GetProperty("nodes")[0];
        listed.GetProperty("nodeId").GetString().ShouldBe(device.Id);
        listed.GetProperty("connected").GetBoolean().ShouldBeTrue();
        listed.GetProperty("paired").GetBoolean().ShouldBeTrue();
        listed.GetProperty("commands").GetRawText().ShouldBe("""["system.run","system.which"]""");
        (await admin.CallAsync("node.describe", new JsonObject { ["nodeId"] = device.Id })).GetProperty("platform").GetString().ShouldBe("linux");

        string id = await admin.SendAsync("node.invoke", Invoke(device.Id, "system.run", new JsonObject { ["argv"] = "ls" }));
        ReceivedFrame asked = await node.EventAsync("node.invoke.request");
        asked.Seq.ShouldBeNull();
        asked.Payload.GetProperty("paramsJSON").GetString().ShouldBe("""{"argv":"ls"}""");
        await node.CallAsync("node.invoke.result", new JsonObject
        {
            ["id"] = asked.Payload.GetProperty("id").GetString(),
            ["nodeId"] = device.Id,
            ["ok"] = true,
            ["payloadJSON"] = """{"code":0}""",
        });
        JsonElement answer = (await admin.AnswerAsync(id)).Require();
        answer.GetProperty("payload").GetProperty("code").GetInt32().ShouldBe(0);
        answer.GetProperty("payloadJSON").GetString().ShouldBe("""{"code":0}""");

        JsonElement late = await node.CallAsync("node.invoke.result", new JsonObject { ["id"] = "gone", ["nodeId"] = device.Id, ["ok"] = true });
        late.GetProperty("ignored").GetBoolean().ShouldBeTrue();
        (await node.RequestAsync("node.invoke.result", new JsonObject { ["id"] = "x", ["nodeId"] = "another", ["ok"] = true }))
            .Message.ShouldBe("nodeId mismatch");
    }

    [Fact]
    public async Task What_cannot_be_invoked_is_said_exactly()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient admin = await rig.Connect();
        GatewayAnswer away = await admin.RequestAsync("node.invoke", Invoke(device.Id, "system.run"));
        (away.Code, away.Message).ShouldBe(("UNAVAILABLE", "node not connected"));
        away.Details!.Value.GetProperty("code").GetString().ShouldBe("NOT_CONNECTED");

        await using GatewayTestClient node = await rig.Connect(Node(device, "system.run"));
        GatewayAnswer refused = await admin.RequestAsync("node.invoke", Invoke(device.Id, "system.which"));
        (refused.Code, refused.Message).ShouldBe(("INVALID_REQUEST", "node command not allowed"));
        refused.Details!.Value.GetProperty("reason").GetString().ShouldBe("command not declared by node");

        string id = await admin.SendAsync("node.invoke", Invoke(device.Id, "system.run"));
        ReceivedFrame asked = await node.EventAsync("node.invoke.request");
        await node.CallAsync("node.invoke.result", new JsonObject
        {
            ["id"] = asked.Payload.GetProperty("id").GetString(),
            ["nodeId"] = device.Id,
            ["ok"] = false,
            ["error"] = new JsonObject { ["code"] = "DENIED", ["message"] = "not today" },
        });
        GatewayAnswer failed = await admin.AnswerAsync(id);
        (failed.Code, failed.Message).ShouldBe(("UNAVAILABLE", "not today"));
        failed.Details!.Value.GetProperty("nodeError").GetProperty("code").GetString().ShouldBe("DENIED");
    }

    [Fact]
    public async Task A_node_that_goes_is_away_at_once_and_ends_what_it_was_asked()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient admin = await rig.Connect();
        await using GatewayTestClient node = await rig.Connect(Node(device, "system.run"));
        string id = await admin.SendAsync("node.invoke", Invoke(device.Id, "system.run"));
        await node.EventAsync("node.invoke.request");
        await node.CloseAsync();
        (await admin.AnswerAsync(id)).Message.ShouldBe("node not connected");
        JsonElement left = (await admin.CallAsync("node.list")).GetProperty("nodes")[0];
        left.GetProperty("connected").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_phone_is_refused_in_the_originals_words()
    {
        // As recorded in node-life.
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient admin = await rig.Connect();
        await using GatewayTestClient node = await rig.Connect(Node(device, "camera.snap", "system.run") with { Platform = "ios" });
        (string Command, string Reason)[] cases =
        [
            ("system.run", "command not allowlisted"),
            ("camera.clip", "command not declared by node"),
            ("system.execApprovals.get", "command not allowlisted"),
        ];
        foreach ((string command, string reason) in cases)
        {
            GatewayAnswer refused = await admin.RequestAsync("node.invoke", Invoke(device.Id, command));
            refused.Details!.Value.GetProperty("reason").GetString().ShouldBe(reason, command);
        }
    }

    [Fact]
    public async Task What_is_denied_now_is_denied_to_a_node_that_connected_before()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient admin = await rig.Connect();
        await using GatewayTestClient node = await rig.Connect(Node(device, "system.run"));
        string hash = (await admin.CallAsync("config.get")).GetProperty("hash").GetString()!;

        await admin.CallAsync("config.patch", new JsonObject { ["raw"] = "{ gateway: { nodes: { denyCommands: ['system.run'] } } }", ["baseHash"] = hash });

        GatewayAnswer refused = await admin.RequestAsync("node.invoke", Invoke(device.Id, "system.run"));
        refused.Details!.Value.GetProperty("reason").GetString().ShouldBe("command not allowlisted");
    }

    [Fact]
    public async Task What_is_told_of_a_node_that_has_gone_meanwhile_does_not_bring_it_back()
    {
        await using GatewayRig rig = await GatewayRig.Start();
        await using GatewayTestClient admin = await rig.Connect();
        await using GatewayTestClient node = await rig.Connect(Node(TestDevice.New(), "system.run"));
        TenantView view = rig.Services.GetRequiredService<TenantViews>().Get("default");
        Connection connection = view.Connections.Single(static each => each.Client?.Node is not null);
        await view.Leave(connection);

        await view.Announce(connection, connection.Client!, connection.Client!.Node!, isRenewal: true);

        (await admin.CallAsync("node.list")).GetProperty("nodes")[0].GetProperty("connected").GetBoolean().ShouldBeFalse();
    }

    private static ConnectOptions Node(TestDevice device, params string[] commands) => new()
    {
        Token = GatewayRig.Token,
        Device = device,
        Role = "node",
        Scopes = null,
        ClientId = "node-host",
        Mode = "node",
        DisplayName = "Workbench",
        Commands = commands,
    };

    private static JsonObject Invoke(string nodeId, string command, JsonNode? parameters = null)
    {
        var invoke = new JsonObject { ["nodeId"] = nodeId, ["command"] = command, ["idempotencyKey"] = Guid.NewGuid().ToString() };
        if (parameters is not null)
        {
            invoke["params"] = parameters;
        }

        return invoke;
    }
}
