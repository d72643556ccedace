using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;

namespace Moltbot.Gateway.Tests.Methods;

public sealed class ChatMethodTests : IAsyncLifetime
{
    private ConversationRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await ConversationRig.Start();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task What_is_said_under_an_alias_is_found_under_every_name_of_the_session()
    {
        _rig.Model.Enqueue(ModelReply.Text("Hello", " there"));

        JsonElement final = await _rig.Ask("hi", "r1");

        final.GetProperty("sessionKey").GetString().ShouldBe("main", "as sent");
        foreach (string key in (string[])["main", "agent:main:main"])
        {
            JsonElement history = await _rig.Client.CallAsync("chat.history", new JsonObject { ["sessionKey"] = key });
            history.GetProperty("sessionKey").GetString().ShouldBe(key);
            history.GetProperty("thinkingLevel").GetString().ShouldBe("off");
            history.GetProperty("messages").EnumerateArray()
                .Select(message => message.GetProperty("role").GetString() + ": " + message.GetProperty("content")[0].GetProperty("text").GetString())
                .ShouldBe(["user: hi", "assistant: Hello there"]);
        }
    }

    [Fact]
    public async Task A_repeated_key_answers_in_flight_and_then_the_outcome_and_runs_once()
    {
        var gate = new ModelGate();
        _rig.Model.Enqueue(ModelReply.Text("slow").HeldBy(gate));
        var send = new JsonObject { ["sessionKey"] = "main", ["message"] = "hi", ["idempotencyKey"] = "once" };

        (await _rig.Client.CallAsync("chat.send", send.DeepClone())).GetProperty("status").GetString().ShouldBe("started");
        (await _rig.Client.CallAsync("chat.send", send.DeepClone())).GetProperty("status").GetString().ShouldBe("in_flight");
        gate.Open();
        await _rig.Client.EventAsync("chat", chat => chat.GetProperty("state").GetString() == "final");

        // The outcome is stored before anybody waits for it, so a wait is the barrier.
        await _rig.Client.CallAsync("agent.wait", new JsonObject { ["runId"] = "once" });
        (await _rig.Client.CallAsync("chat.send", send.DeepClone())).GetProperty("status").GetString().ShouldBe("ok");
        _rig.Model.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_used_again_for_another_session_or_method_swallows_nothing_and_tells_nothing()
    {
        _rig.Model.Enqueue(ModelReply.Text("of the first session"));
        await _rig.Ask("hi", "once");
        await _rig.Client.CallAsync("agent.wait", new JsonObject { ["runId"] = "once" });

        GatewayAnswer elsewhere = await _rig.Client.RequestAsync(
            "chat.send", new JsonObject { ["sessionKey"] = "other", ["message"] = "another thing", ["idempotencyKey"] = "once" });
        GatewayAnswer agent = await _rig.Client.RequestAsync(
            "agent", new JsonObject { ["sessionKey"] = "main", ["message"] = "another thing", ["idempotencyKey"] = "once" });

        (elsewhere.Code, elsewhere.Message).ShouldBe(("INVALID_REQUEST", "idempotencyKey already used for another request"));
        (agent.Code, agent.Message).ShouldBe(("INVALID_REQUEST", "idempotencyKey already used for another request"));
        _rig.Model.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_run_answers_its_error_again()
    {
        _rig.Model.Script = _ => ModelReply.Status(401, """{"error":{"message":"no such key"}}""");
        var send = new JsonObject { ["sessionKey"] = "main", ["message"] = "hi", ["idempotencyKey"] = "bad" };

        await _rig.Client.CallAsync("chat.send", send.DeepClone());
        await _rig.Client.CallAsync("agent.wait", new JsonObject { ["runId"] = "bad" });
        GatewayAnswer again = await _rig.Client.RequestAsync("chat.send", send.DeepClone());

        again.Code.ShouldBe("UNAVAILABLE");
        again.Message.ShouldNotBeNullOrEmpty();
        again.Frame.Json.GetProperty("payload").GetRawText().ShouldBe(
            new JsonObject { ["runId"] = "bad", ["status"] = "error", ["summary"] = again.Message }.ToJsonString());
        again.Frame.Text.ShouldNotContain("canary-model-key");
    }

    [Theory]
    [InlineData("""{"sessionKey":"main","message":"  ","idempotencyKey":"a"}""", "message or attachment required")]
    [InlineData("""{"sessionKey":" ","message":"x","idempotencyKey":"a"}""", "key required")]
    [InlineData("""{"sessionKey":"main","message":"x","thinking":"much","idempotencyKey":"a"}""", "invalid thinkingLevel (use off|minimal|low|medium|high|xhigh)")]
    [InlineData("""{"sessionKey":"main","message":"x","idempotencyKey":"a","attachments":[{"fileName":"a.png","content":"???"}]}""", "attachment a.png: invalid base64 content")]
    [InlineData("""{"sessionKey":"main","message":"x","idempotencyKey":"@telegram:default:1"}""", "invalid chat.send params: at /idempotencyKey: must NOT begin with '@'")]
    [InlineData("""{"sessionKey":"main","message":"x","idempotencyKey":"#node-1:k"}""", "invalid chat.send params: at /idempotencyKey: must NOT begin with '#'")]
    [InlineData("""{"sessionKey":"main","message":"x","idempotencyKey":"heartbeat:main:1"}""", "invalid chat.send params: at /idempotencyKey: must NOT begin with 'heartbeat:'")]
    [InlineData("""{"sessionKey":"main","message":"x","idempotencyKey":"subagent:1"}""", "invalid chat.send params: at /idempotencyKey: must NOT begin with 'subagent:'")]
    [InlineData("""{"sessionKey":"main","message":"x","idempotencyKey":"task:a:1"}""", "invalid chat.send params: at /idempotencyKey: must NOT begin with 'task:'")]
    [InlineData("""{"sessionKey":"main","message":"x","idempotencyKey":"sessions_send:1"}""", "invalid chat.send params: at /idempotencyKey: must NOT begin with 'sessions_send:'")]
    [InlineData("""{"sessionKey":"main","message":"","idempotencyKey":"a","attachments":[{"mimeType":"application/pdf","content":"JVBERi0xLjQK"}]}""", "message or attachment required")]
    public async Task What_cannot_be_sent_is_refused_in_words(string parameters, string message)
    {
        GatewayAnswer answer = await _rig.Client.RequestAsync("chat.send", JsonNode.Parse(parameters));

        (answer.Code, answer.Message).ShouldBe(("INVALID_REQUEST", message));
    }

    [Fact]
    public async Task Keys_beyond_what_is_stored_are_refused()
    {
        GatewayAnswer longKey = await _rig.Client.RequestAsync(
            "chat.send", new JsonObject { ["sessionKey"] = new string('k', 513), ["message"] = "x", ["idempotencyKey"] = "a" });
        GatewayAnswer longRun = await _rig.Client.RequestAsync(
            "chat.send", new JsonObject { ["sessionKey"] = "main", ["message"] = "x", ["idempotencyKey"] = new string('r', 257) });

        longKey.Message.ShouldBe("session key too long (513 > 512 characters)");
        longRun.Message!.ShouldStartWith("invalid chat.send params: at /idempotencyKey");
    }

    [Fact]
    public async Task An_abort_ends_the_run_of_its_session_only()
    {
        var gate = new ModelGate();
        _rig.Model.Enqueue(ModelReply.Text("slow").ThenGate(gate));
        await _rig.Client.CallAsync("chat.send", new JsonObject { ["sessionKey"] = "main", ["message"] = "go", ["idempotencyKey"] = "slow-1" });
        await gate.Reached;

        GatewayAnswer other = await _rig.Client.RequestAsync("chat.abort", new JsonObject { ["sessionKey"] = "agent:main:other", ["runId"] = "slow-1" });
        JsonElement own = await _rig.Client.CallAsync("chat.abort", new JsonObject { ["sessionKey"] = "main", ["runId"] = "slow-1" });
        JsonElement again = await _rig.Client.CallAsync("chat.abort", new JsonObject { ["sessionKey"] = "main" });

        other.Message.ShouldBe("runId does not match sessionKey");
        own.GetRawText().ShouldBe("""{"ok":true,"aborted":true,"runIds":["slow-1"]}""");
        again.GetRawText().ShouldBe("""{"ok":true,"aborted":false,"runIds":[]}""");
        gate.Open();
    }

    [Fact]
    public async Task A_stop_word_stops_instead_of_asking()
    {
        var gate = new ModelGate();
        _rig.Model.Enqueue(ModelReply.Text("slow").ThenGate(gate));
        await _rig.Client.CallAsync("chat.send", new JsonObject { ["sessionKey"] = "main", ["message"] = "go", ["idempotencyKey"] = "slow-2" });
        await gate.Reached;

        JsonElement stopped = await _rig.Client.CallAsync("chat.send", new JsonObject { ["sessionKey"] = "main", ["message"] = " STOP ", ["idempotencyKey"] = "st" });

        stopped.GetRawText().ShouldBe("""{"ok":true,"aborted":true,"runIds":["slow-2"]}""");
        gate.Open();
    }

    [Fact]
    public async Task A_note_is_added_to_a_session_that_exists()
    {
        GatewayAnswer none = await _rig.Client.RequestAsync("chat.inject", new JsonObject { ["sessionKey"] = "main", ["message"] = "note" });
        await _rig.Ask("hi", "r1");
        JsonElement added = await _rig.Client.CallAsync("chat.inject", new JsonObject { ["sessionKey"] = "main", ["message"] = "note", ["label"] = "ops" });
        JsonElement history = await _rig.Client.CallAsync("chat.history", new JsonObject { ["sessionKey"] = "main" });

        none.Message.ShouldBe("session not found");
        added.GetProperty("messageId").GetString().ShouldNotBeNullOrEmpty();
        history.GetProperty("messages")[2].GetProperty("content")[0].GetProperty("text").GetString().ShouldBe("[ops]\n\nnote");
    }

    [Fact]
    public async Task A_session_that_may_not_send_refuses()
    {
        await _rig.Client.CallAsync("sessions.patch", new JsonObject { ["key"] = "agent:main:mute", ["sendPolicy"] = "deny" });

        GatewayAnswer answer = await _rig.Client.RequestAsync(
            "chat.send", new JsonObject { ["sessionKey"] = "agent:main:mute", ["message"] = "hi", ["idempotencyKey"] = "mute-1" });

        (answer.Code, answer.Message).ShouldBe(("INVALID_REQUEST", "send blocked by session policy"));
    }
}
