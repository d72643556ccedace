using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Models;

namespace Moltbot.Gateway.Tests.Http;

/// <summary>Attack E14: a tool over HTTP meets the same decision as any other call, and there are those only that ask.</summary>
public sealed class ToolsInvokeTests : IAsyncLifetime
{
    private ConversationRig _rig = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await ConversationRig.Start("tools: { agentToAgent: { enabled: true, allow: ['*'] } }, channels: { telegram: { botToken: '1:AAHbotsecret_Token0123456789abcdef01' } }");
        _http = new HttpClient { BaseAddress = _rig.Gateway.HttpUrl };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayRig.Token);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _rig.DisposeAsync();
    }

    [Fact]
    public async Task A_tool_that_only_asks_is_answered_from_the_session()
    {
        _rig.Model.Enqueue(ModelReply.Text("Hello."));
        await _rig.Ask("hi", "r1");

        (HttpStatusCode status, JsonElement answer) = await Invoke("""{"tool":"session_status","action":"json","args":{}}""");

        status.ShouldBe(HttpStatusCode.OK);
        answer.GetProperty("ok").GetBoolean().ShouldBeTrue();
        JsonElement details = answer.GetProperty("result").GetProperty("details");
        details.GetProperty("sessionKey").GetString().ShouldBe("agent:main:main");
        details.GetProperty("messages").GetInt32().ShouldBe(2);
        JsonElement text = answer.GetProperty("result").GetProperty("content").EnumerateArray().ShouldHaveSingleItem();
        text.GetProperty("type").GetString().ShouldBe("text");
        JsonElement.DeepEquals(JsonElement.Parse(text.GetProperty("text").GetString()!), details).ShouldBeTrue();
    }

    [Fact]
    public async Task The_session_named_is_the_one_whose_history_is_read()
    {
        _rig.Model.Enqueue(ModelReply.Text("In the kitchen."));
        await _rig.Ask("where is the salt?", "r1", "agent:main:kitchen");

        (_, JsonElement own) = await Invoke("""{"tool":"sessions_history","sessionKey":"agent:main:kitchen","args":{"sessionKey":"agent:main:kitchen"}}""");
        (HttpStatusCode refused, JsonElement other) = await Invoke("""{"tool":"sessions_history","sessionKey":"main","args":{"sessionKey":"agent:main:kitchen"}}""");

        own.GetProperty("result").GetProperty("details").GetProperty("messages").GetArrayLength().ShouldBe(2);
        refused.ShouldBe(HttpStatusCode.BadRequest, "a session reads itself and what it spawned, whoever holds the secret");
        other.GetProperty("error").GetProperty("type").GetString().ShouldBe("tool_error");
    }

    [Fact]
    public async Task A_session_in_which_nothing_was_said_can_be_asked_and_is_not_made()
    {
        (HttpStatusCode status, JsonElement answer) = await Invoke("""{"tool":"agents_list"}""");

        status.ShouldBe(HttpStatusCode.OK);
        answer.GetProperty("result").GetProperty("details").GetProperty("agents").GetArrayLength().ShouldBe(1);
        (await _rig.Client.CallAsync("sessions.list")).GetProperty("sessions").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("sessions_spawn", """{"task":"do it"}""")]
    [InlineData("sessions_send", """{"sessionKey":"main","message":"hi"}""")]
    [InlineData("cron", """{"action":"list"}""")]
    [InlineData("message", """{"action":"send","to":"7","channel":"telegram","text":"hi"}""")]
    [InlineData("exec", """{"command":"id"}""")]
    [InlineData("read", """{"path":"AGENTS.md"}""")]
    [InlineData("web_fetch", """{"url":"https://example.com"}""")]
    [InlineData("web_search", """{"query":"x"}""")]
    [InlineData("gateway", "{}")]
    [InlineData("SESSION_STATUS ", "{}")]
    public async Task What_does_something_and_what_there_is_not_is_not_available(string tool, string arguments)
    {
        foreach (string key in (string[])["main", "agent:main:cron:job", "agent:main:subagent:1"])
        {
            (HttpStatusCode status, JsonElement answer) = await Invoke($$"""{"tool":"{{tool}}","sessionKey":"{{key}}","args":{{arguments}}}""");

            status.ShouldBe(HttpStatusCode.NotFound);
            answer.GetProperty("error").GetRawText().ShouldBe($$"""{"type":"not_found","message":"Tool not available: {{tool.Trim()}}"}""");
        }
    }

    [Fact]
    public async Task What_policy_takes_away_is_not_available_at_once()
    {
        (await Invoke("""{"tool":"sessions_list"}""")).Status.ShouldBe(HttpStatusCode.OK);
        string hash = (await _rig.Client.CallAsync("config.get")).GetProperty("hash").GetString()!;
        await _rig.Client.CallAsync("config.patch", new JsonObject { ["raw"] = "{ tools: { deny: ['sessions_*'] } }", ["baseHash"] = hash });

        (HttpStatusCode status, JsonElement answer) = await Invoke("""{"tool":"sessions_list"}""");

        status.ShouldBe(HttpStatusCode.NotFound);
        answer.GetProperty("error").GetProperty("message").GetString().ShouldBe("Tool not available: sessions_list");
        (await Invoke("""{"tool":"session_status","sessionKey":"agent:main:subagent:1"}""")).Status.ShouldBe(HttpStatusCode.NotFound, "sub-agents have none of these");
    }

    [Theory]
    [InlineData("{}", "tools.invoke requires body.tool")]
    [InlineData("""{"tool":7}""", "tools.invoke requires body.tool")]
    [InlineData("""{"tool":"x","args":[]}""", "body.args must be an object")]
    [InlineData("""{"tool":"sessions_list","dryRun":true}""", "body.dryRun is not offered; moltbot.policy.explain says what would be decided")]
    [InlineData("""{"tool":"sessions_list","sessionKey":"agent:nobody:main"}""", "unknown agent id \"nobody\" (known: main)")]
    [InlineData("[]", "The body must be a JSON object.")]
    public async Task A_wrong_body_is_refused_in_words(string body, string message)
    {
        (HttpStatusCode status, JsonElement answer) = await Invoke(body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("error").GetProperty("message").GetString().ShouldBe(message);
        answer.GetProperty("error").GetProperty("type").GetString().ShouldBe("invalid_request_error");
    }

    [Fact]
    public async Task An_argument_that_a_tool_does_not_take_is_the_tools_error()
    {
        (HttpStatusCode status, JsonElement answer) = await Invoke("""{"tool":"session_status","args":{"model":"other"}}""");

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("ok").GetBoolean().ShouldBeFalse();
        answer.GetProperty("error").GetProperty("type").GetString().ShouldBe("tool_error");
        answer.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("takes no arguments");
    }

    [Fact]
    public async Task Each_call_is_on_record_with_who_made_it()
    {
        await Invoke("""{"tool":"agents_list"}""");

        JsonElement entries = (await _rig.Client.CallAsync("moltbot.audit.tail", new JsonObject { ["limit"] = 50 })).GetProperty("records");
        JsonElement call = entries.EnumerateArray().Single(entry => entry.GetProperty("action").GetString() == "tool.run");
        call.GetProperty("actor").GetString()!.ShouldStartWith("token:");
        call.GetProperty("target").GetString().ShouldBe("agent:main:main");
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_secret_and_only_by_post()
    {
        using (HttpResponseMessage answer = await _http.GetAsync("tools/invoke"))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }

        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        (await Invoke("""{"tool":"agents_list"}""")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> Invoke(string body)
    {
        using HttpResponseMessage answer = await _http.PostAsync("tools/invoke", new StringContent(body, Encoding.UTF8, "application/json"));
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
