using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Methods;

/// <summary>A runner is a node on the gateway's socket: agents have it work, clients cannot.</summary>
public sealed class RunnerTests
{
    private const string Allowed = "gateway: { nodes: { allowCommands: ['tools.run'] } }";

    [Fact]
    public async Task An_agent_has_a_runner_do_its_tool_call()
    {
        await using ConversationRig rig = await ConversationRig.Start(Allowed);
        TestDevice device = TestDevice.New();
        await using GatewayTestClient runner = await rig.Gateway.Connect(Runner(device));
        rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "read", """{"path":"a.txt"}"""), ModelReply.Text("It says hello."));

        Task<JsonElement> asked = rig.Ask("look", "run-1");
        JsonElement request = (await runner.EventAsync("node.invoke.request")).Payload;
        request.GetProperty("command").GetString().ShouldBe("tools.run");
        using JsonDocument call = JsonDocument.Parse(request.GetProperty("paramsJSON").GetString()!);
        call.RootElement.GetProperty("tool").GetString().ShouldBe("read");
        call.RootElement.GetProperty("arguments").GetProperty("path").GetString().ShouldBe("a.txt");
        call.RootElement.GetProperty("context").GetProperty("sessionKey").GetString().ShouldBe("agent:main:main");
        (await runner.CallAsync("node.invoke.result", new JsonObject
        {
            ["id"] = request.GetProperty("id").GetString(),
            ["nodeId"] = device.Id,
            ["ok"] = true,
            ["payloadJSON"] = """{"text":"hello","isError":false,"outcome":"done","truncated":false}""",
        })).TryGetProperty("ignored", out _).ShouldBeFalse();

        (await asked).GetProperty("message").GetProperty("content")[0].GetProperty("text").GetString().ShouldBe("It says hello.");
        rig.Model.Requests[1].Body.GetProperty("messages").ToString().ShouldContain("hello");
        string[] roles = [.. (await rig.Client.CallAsync("chat.history", new JsonObject { ["sessionKey"] = "main" }))
            .GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("role").GetString()!)];
        roles.ShouldBe(["user", "assistant", "toolResult", "assistant"]);
    }

    [Theory]
    [InlineData("tools.run")]
    [InlineData("tools.cancel")]
    [InlineData("tools.resolve")]
    [InlineData("tools.release")]
    [InlineData("tools.sandboxes")]
    [InlineData("tools.recreate")]
    [InlineData("tools.workspace")]
    [InlineData("tools.context")]
    [InlineData("tools.mcp")]
    [InlineData(" tools.run")]
    public async Task No_client_sends_a_runner_anything(string command)
    {
        // E14: it would run without policy, approval and record, as whoever it says.
        await using ConversationRig rig = await ConversationRig.Start(Allowed);
        TestDevice device = TestDevice.New();
        await using GatewayTestClient runner = await rig.Gateway.Connect(Runner(device));

        GatewayAnswer refused = await rig.Client.RequestAsync("node.invoke", new JsonObject
        {
            ["nodeId"] = device.Id, ["command"] = command, ["idempotencyKey"] = "key", ["params"] = new JsonObject { ["tool"] = "exec" },
        });

        refused.Message.ShouldBe("node command not allowed");
        refused.Details!.Value.GetProperty("reason").GetString().ShouldBe("command not allowlisted");
    }

    [Fact]
    public async Task A_node_that_no_operator_lets_run_tools_gets_none()
    {
        await using ConversationRig rig = await ConversationRig.Start();
        TestDevice device = TestDevice.New();
        await using GatewayTestClient runner = await rig.Gateway.Connect(Runner(device));

        await rig.Ask("look", "run-1");

        rig.Model.Requests[0].Body.GetProperty("tools").ToString().ShouldNotContain("\"read\"");
        (await rig.Client.CallAsync("node.list")).GetProperty("nodes")[0].GetProperty("commands").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Another_node_does_not_answer_for_a_runner()
    {
        await using ConversationRig rig = await ConversationRig.Start(Allowed);
        TestDevice device = TestDevice.New(), other = TestDevice.New();
        await using GatewayTestClient runner = await rig.Gateway.Connect(Runner(device));
        await using GatewayTestClient phone = await rig.Gateway.Connect(Runner(other) with { Caps = ["camera"], Commands = ["system.run"] });
        rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "read", """{"path":"a.txt"}"""), ModelReply.Text("done"));
        Task<JsonElement> asked = rig.Ask("look", "run-1");
        string id = (await runner.EventAsync("node.invoke.request")).Payload.GetProperty("id").GetString()!;

        (await phone.CallAsync("node.invoke.result", Answer(id, other.Id, "forged"))).GetProperty("ignored").GetBoolean().ShouldBeTrue();
        (await phone.RequestAsync("node.invoke.result", Answer(id, device.Id, "forged"))).Message.ShouldBe("nodeId mismatch");
        await runner.CallAsync("node.invoke.result", Answer(id, device.Id, "genuine"));

        await asked;
        string told = rig.Model.Requests[1].Body.GetProperty("messages").ToString();
        told.ShouldContain("genuine");
        told.ShouldNotContain("forged");
    }

    private static JsonObject Answer(string id, string nodeId, string text) => new()
    {
        ["id"] = id, ["nodeId"] = nodeId, ["ok"] = true, ["payloadJSON"] = $$"""{"text":"{{text}}","isError":false}""",
    };

    private static ConnectOptions Runner(TestDevice device) => new()
    {
        Token = GatewayRig.Token,
        Device = device,
        Role = "node",
        Scopes = null,
        ClientId = "node-host",
        Mode = "node",
        DisplayName = "Runner",
        Caps = ["tools"],
        Commands = ["tools.run", "tools.cancel"],
    };
}
