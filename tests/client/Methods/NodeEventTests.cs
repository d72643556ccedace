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
    [InlineData(true, "telegram", null, 1)]
    [InlineData(true, "telegram", "42", 1)]
    [InlineData(true, "telegram", "tg:0042", 1)]
    [InlineData(true, "signal", "4711", 0)]
    [InlineData(true, null, "4711", 0)]
    [InlineData(false, "telegram", "42", 0)]
    public async Task A_request_of_a_node_is_answered_and_delivered_to_the_chat_of_its_session(bool deliver, string? channel, string? to, int delivered)
    {
        await using ConversationRig rig = await ConversationRig.Start(Telegram);
        await Bind(rig);
        await using GatewayTestClient node = await Connect(rig);

        await Tell(node, "agent.request", Request(deliver, channel, to));

        // What is to be delivered is in the outbox before clients are told of the end.
        await rig.Client.EventAsync("chat", chat => chat.GetProperty("runId").GetString()!.EndsWith(":wish", StringComparison.Ordinal) && chat.GetProperty("state").GetString() == "final");
        (await Queued(rig)).ShouldBe(1 + delivered);
    }

    [Theory]
    [InlineData("4711", true)]
    [InlineData("-100", true)]
    [InlineData("@somebody", true)]
    [InlineData("42", false)]
    [InlineData("4711", false)]
    public async Task A_node_carries_nothing_into_another_chat(string to, bool isBound)
    {
        await using ConversationRig rig = await ConversationRig.Start(Telegram);
        if (isBound)
        {
            await Bind(rig);
        }

        await using GatewayTestClient node = await Connect(rig);

        await Tell(node, "agent.request", Request(true, "telegram", to));

        // It was refused before the node was answered: no model was asked, and nothing waits to be sent.
        await rig.Ask("hi", "r2");
        rig.Model.Requests.ShouldAllBe(asked => !asked.Body.GetRawText().Contains("say hi", StringComparison.Ordinal));
        (await Queued(rig)).ShouldBe(isBound ? 1 : 0);
    }

    [Theory]
    [InlineData("{ crossContext: { allowWithinProvider: true } }")]
    [InlineData("{ allowCrossContextSend: true }")]
    public async Task A_configuration_that_says_so_lets_it(string message)
    {
        await using ConversationRig rig = await ConversationRig.Start(Telegram + $", tools: {{ message: {message} }}");
        await Bind(rig);
        await using GatewayTestClient node = await Connect(rig);

        await Tell(node, "agent.request", Request(true, "telegram", "4711"));

        await rig.Client.EventAsync("chat", chat => chat.GetProperty("runId").GetString()!.EndsWith(":wish", StringComparison.Ordinal) && chat.GetProperty("state").GetString() == "final");
        (await Queued(rig)).ShouldBe(2);
    }

    private const string Telegram = "channels: { telegram: { botToken: '555000:AAGcanary-of-the-bot-token-0123456789', allowFrom: ['42'] } }";

    private static JsonObject Request(bool deliver, string? channel, string? to) => new()
    {
        ["message"] = "say hi", ["sessionKey"] = "main", ["thinking"] = "as much as you can", ["deliver"] = deliver, ["channel"] = channel, ["to"] = to, ["key"] = "wish",
    };

    private static async Task<int> Queued(ConversationRig rig) =>
        (await rig.Client.CallAsync("channels.status")).GetProperty("channelAccounts").GetProperty("telegram")[0].GetProperty("outbox").GetProperty("queued").GetInt32();

    /// <summary>Somebody writes on Telegram and is answered: from now on the main session is bound to that chat.</summary>
    private static async Task Bind(ConversationRig rig)
    {
        await rig.WrittenTo("u1", "42");
        await rig.Client.EventAsync("chat", chat => chat.GetProperty("runId").GetString() == "@telegram:default:u1" && chat.GetProperty("state").GetString() == "final");
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
