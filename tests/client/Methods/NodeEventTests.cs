using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.Gateway.Tests.Methods;

/// <summary>What a node may set off by telling it (protocol §5.5).</summary>
public sealed class NodeEventTests
{
    private static readonly TestDevice Device = TestDevice.New();

    [Fact]
    public async Task A_node_hears_the_session_it_named_by_whichever_name()
    {
        await using ConversationRig rig = await ConversationRig.Start("session: { scope: 'global' }");
        await using GatewayTestClient node = await Connect(rig);
        await Tell(node, "chat.subscribe", new JsonObject { ["sessionKey"] = "agent:main:main" });

        await rig.Ask("hi", "r1");

        (await node.EventAsync("chat", chat => chat.GetProperty("state").GetString() == "final"))
            .Payload.GetProperty("runId").GetString().ShouldBe("r1");
    }

    [Theory]
    [InlineData(true, "telegram", "4711", 1)]
    [InlineData(true, "telegram", null, 0)]
    [InlineData(true, "signal", "4711", 0)]
    [InlineData(true, null, "4711", 0)]
    [InlineData(false, "telegram", "4711", 0)]
    public async Task A_request_of_a_node_is_answered_and_delivered_where_it_says(bool deliver, string? channel, string? to, int delivered)
    {
        await using ConversationRig rig = await ConversationRig.Start("channels: { telegram: { botToken: '555000:AAGcanary-of-the-bot-token-0123456789' } }");
        await using GatewayTestClient node = await Connect(rig);

        await Tell(node, "agent.request", new JsonObject
        {
            ["message"] = "say hi", ["sessionKey"] = "main", ["thinking"] = "as much as you can", ["deliver"] = deliver, ["channel"] = channel, ["to"] = to,
        });

        // What is to be delivered is in the outbox before clients are told of the end.
        await rig.Client.EventAsync("chat", chat => chat.GetProperty("state").GetString() == "final");
        JsonElement account = (await rig.Client.CallAsync("channels.status")).GetProperty("channelAccounts").GetProperty("telegram")[0];
        account.GetProperty("outbox").GetProperty("queued").GetInt32().ShouldBe(delivered);
    }

    [Fact]
    public async Task A_node_tells_of_what_it_was_asked_where_it_was_asked_from_and_of_nothing_else()
    {
        // E11: a line of exec in a session is believed by whoever reads it, the model first of all.
        await using ConversationRig rig = await ConversationRig.Start();
        await rig.Ask("hi", "r1");
        await rig.Ask("hi", "r2", "other");
        await using GatewayTestClient node = await Connect(rig);
        await Invoke(rig, node, "run-1", "main");

        await Tell(node, "exec.finished", Finished("made-up", "main", "forged one"));
        await Tell(node, "exec.finished", new JsonObject { ["sessionKey"] = "main", ["exitCode"] = 0, ["output"] = "forged two" });
        await Tell(node, "exec.started", Finished("run-1", "other", "forged three"));
        await Tell(node, "exec.started", new JsonObject { ["sessionKey"] = "agent:main:main", ["runId"] = "run-1", ["command"] = "ls" });
        await Tell(node, "exec.finished", Finished("run-1", "main", "the true output"));
        await Tell(node, "exec.finished", Finished("run-1", "main", "forged four"));
        await rig.Ask("and now?", "r3");
        await rig.Ask("and now?", "r4", "other");

        string[] prompts = [.. rig.Model.Requests.Select(request => request.Body.GetRawText())];
        prompts[2].ShouldContain("Exec started");
        prompts[2].ShouldContain("the true output");
        prompts.ShouldAllBe(prompt => !prompt.Contains("forged", StringComparison.Ordinal));
    }

    private static Task<GatewayTestClient> Connect(ConversationRig rig) => rig.Gateway.Connect(new ConnectOptions
    {
        Token = GatewayRig.Token,
        Device = Device,
        Role = "node",
        Scopes = null,
        ClientId = "node-host",
        Mode = "node",
        Commands = ["system.run"],
    });

    private static async Task Tell(GatewayTestClient node, string kind, JsonObject payload) =>
        (await node.CallAsync("node.event", new JsonObject { ["event"] = kind, ["payload"] = payload })).GetProperty("ok").GetBoolean().ShouldBeTrue();

    private static JsonObject Finished(string runId, string sessionKey, string output) =>
        new() { ["sessionKey"] = sessionKey, ["runId"] = runId, ["exitCode"] = 0, ["output"] = output };

    private static async Task Invoke(ConversationRig rig, GatewayTestClient node, string runId, string sessionKey)
    {
        string id = await rig.Client.SendAsync("node.invoke", new JsonObject
        {
            ["nodeId"] = Device.Id,
            ["command"] = "system.run",
            ["params"] = new JsonObject { ["command"] = new JsonArray("ls"), ["runId"] = runId, ["sessionKey"] = sessionKey },
            ["idempotencyKey"] = runId,
        });
        ReceivedFrame asked = await node.EventAsync("node.invoke.request");
        await node.CallAsync(
            "node.invoke.result", new JsonObject { ["id"] = asked.Payload.GetProperty("id").GetString(), ["nodeId"] = Device.Id, ["ok"] = true });
        (await rig.Client.AnswerAsync(id)).Require();
    }
}
