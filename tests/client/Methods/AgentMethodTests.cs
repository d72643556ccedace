using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;

namespace Moltbot.Gateway.Tests.Methods;

public sealed class AgentMethodTests : IAsyncLifetime
{
    private ConversationRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await ConversationRig.Start("""ui: { assistant: { name: "Molty" } }""");

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task An_agent_answers_twice_with_one_id()
    {
        _rig.Model.Enqueue(ModelReply.Text("done").WithUsage(11, 7));

        string id = await _rig.Client.SendAsync("agent", new JsonObject { ["message"] = "work", ["idempotencyKey"] = "a1" });
        JsonElement accepted = (await _rig.Client.AnswerAsync(id)).Require();
        JsonElement finished = (await _rig.Client.AnswerAsync(id)).Require();

        accepted.GetProperty("status").GetString().ShouldBe("accepted");
        accepted.GetProperty("runId").GetString().ShouldBe("a1");
        finished.GetProperty("status").GetString().ShouldBe("ok");
        finished.GetProperty("summary").GetString().ShouldBe("completed");
        finished.GetProperty("result").GetProperty("payloads")[0].GetProperty("text").GetString().ShouldBe("done");
        JsonElement meta = finished.GetProperty("result").GetProperty("meta").GetProperty("agentMeta");
        meta.GetProperty("model").GetString().ShouldBe("m1");
        meta.GetProperty("usage").GetProperty("total").GetInt64().ShouldBe(18);
    }

    [Fact]
    public async Task The_same_key_again_is_answered_without_a_run()
    {
        var ask = new JsonObject { ["message"] = "work", ["idempotencyKey"] = "a1" };
        string id = await _rig.Client.SendAsync("agent", ask.DeepClone());
        await _rig.Client.AnswerAsync(id);
        await _rig.Client.AnswerAsync(id);

        JsonElement again = await _rig.Client.CallAsync("agent", ask.DeepClone());

        again.GetProperty("status").GetString().ShouldBe("ok");
        _rig.Model.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_run_answers_twice_and_its_key_answers_the_same_again()
    {
        _rig.Model.Script = _ => ModelReply.Status(401, """{"error":{"message":"no such key"}}""");
        var ask = new JsonObject { ["message"] = "work", ["idempotencyKey"] = "bad" };
        string id = await _rig.Client.SendAsync("agent", ask.DeepClone());
        (await _rig.Client.AnswerAsync(id)).Require().GetProperty("status").GetString().ShouldBe("accepted");
        GatewayAnswer failed = await _rig.Client.AnswerAsync(id);

        GatewayAnswer again = await _rig.Client.RequestAsync("agent", ask.DeepClone());

        failed.Code.ShouldBe("UNAVAILABLE");
        failed.Frame.Json.GetProperty("payload").GetRawText().ShouldBe(
            new JsonObject { ["runId"] = "bad", ["status"] = "error", ["summary"] = failed.Message }.ToJsonString());
        again.Frame.Json.GetProperty("error").GetRawText().ShouldBe(failed.Frame.Json.GetProperty("error").GetRawText());
        again.Frame.Json.GetProperty("payload").GetRawText().ShouldBe(failed.Frame.Json.GetProperty("payload").GetRawText());
    }

    [Theory]
    [InlineData("""{"message":"x","agentId":"nope","idempotencyKey":"k"}""", "invalid agent params: unknown agent id \"nope\"")]
    [InlineData("""{"message":"x","channel":"pigeon","idempotencyKey":"k"}""", "invalid agent params: unknown channel: pigeon")]
    [InlineData("""{"message":"x","agentId":"main","sessionKey":"agent:other:main","idempotencyKey":"k"}""", "invalid agent params: agent \"main\" does not match session key agent \"other\"")]
    [InlineData("""{"message":"x","deliver":true,"idempotencyKey":"k"}""", "invalid agent params: deliver needs a channel and a recipient (to), or a session that was written to from that channel")]
    [InlineData("""{"message":"x","deliver":true,"channel":"signal","to":"+1","idempotencyKey":"k"}""", "unsupported channel: signal")]
    [InlineData("""{"message":"x","spawnedBy":"main","idempotencyKey":"k"}""", "spawnedBy is only supported for subagent:* sessions")]
    public async Task Wrong_requests_are_refused_in_words(string parameters, string message)
    {
        GatewayAnswer answer = await _rig.Client.RequestAsync("agent", JsonNode.Parse(parameters));

        (answer.Code, answer.Message).ShouldBe(("INVALID_REQUEST", message));
    }

    [Fact]
    public async Task Waiting_tells_the_outcome_or_that_the_time_is_over()
    {
        await _rig.Client.CallAsync("chat.send", new JsonObject { ["sessionKey"] = "main", ["message"] = "hi", ["idempotencyKey"] = "w1" });

        JsonElement ended = await _rig.Client.CallAsync("agent.wait", new JsonObject { ["runId"] = "w1" });
        JsonElement unknown = await _rig.Client.CallAsync("agent.wait", new JsonObject { ["runId"] = "no-such-run", ["timeoutMs"] = 0 });

        ended.GetProperty("status").GetString().ShouldBe("ok");
        ended.GetProperty("endedAt").GetInt64().ShouldBeGreaterThanOrEqualTo(ended.GetProperty("startedAt").GetInt64());
        unknown.GetRawText().ShouldBe("""{"runId":"no-such-run","status":"timeout"}""");
    }

    [Fact]
    public async Task Agents_models_and_usage_have_the_originals_shapes()
    {
        (await _rig.Client.CallAsync("agents.list")).GetRawText()
            .ShouldBe("""{"defaultId":"main","mainKey":"main","scope":"per-sender","agents":[{"id":"main"}]}""");
        (await _rig.Client.CallAsync("agent.identity.get", new JsonObject { ["agentId"] = "nope" })).GetRawText()
            .ShouldBe("""{"agentId":"nope","name":"Molty","avatar":"A"}""");
        (await _rig.Client.CallAsync("models.list")).GetRawText().ShouldBe(
            """{"models":[{"id":"m1","name":"One","provider":"fake","contextWindow":32000,"reasoning":false,"input":["text"]}]}""");
        JsonElement cost = await _rig.Client.CallAsync("usage.cost", new JsonObject { ["days"] = 3 });
        cost.GetProperty("days").GetInt32().ShouldBe(3);
        cost.GetProperty("totals").GetProperty("totalTokens").GetInt64().ShouldBe(0);
        (await _rig.Client.CallAsync("usage.status")).GetProperty("providers").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Sends_go_to_configured_channels_only()
    {
        (await _rig.Client.RequestAsync("send", new JsonObject { ["to"] = "+15550001111", ["message"] = "hi", ["idempotencyKey"] = "s1" }))
            .Message.ShouldBe("unsupported channel: whatsapp");
        (await _rig.Client.RequestAsync("send", new JsonObject { ["to"] = "x", ["message"] = "hi", ["channel"] = "nope", ["idempotencyKey"] = "s2" }))
            .Message.ShouldBe("unsupported channel: nope");
    }
}
