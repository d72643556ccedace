using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.Gateway.Tests.Methods;

public sealed class SessionMethodTests : IAsyncLifetime
{
    private ConversationRig _rig = null!;

    private GatewayTestClient Client => _rig.Client;

    public async ValueTask InitializeAsync() => _rig = await ConversationRig.Start();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Lists_show_sessions_with_the_default_model()
    {
        JsonElement empty = await Client.CallAsync("sessions.list", new JsonObject());
        await _rig.Ask("tell me of the sea", "r1");
        JsonElement one = await Client.CallAsync(
            "sessions.list", new JsonObject { ["includeDerivedTitles"] = true, ["includeLastMessage"] = true, ["search"] = "MAIN" });

        empty.GetProperty("path").GetString().ShouldBe("(multiple)");
        empty.GetProperty("defaults").GetRawText().ShouldBe("""{"modelProvider":"fake","model":"m1","contextTokens":32000}""");
        empty.GetProperty("count").GetInt32().ShouldBe(0);
        JsonElement row = one.GetProperty("sessions")[0];
        row.GetProperty("key").GetString().ShouldBe("agent:main:main");
        row.GetProperty("kind").GetString().ShouldBe("direct");
        row.GetProperty("derivedTitle").GetString().ShouldBe("tell me of the sea");
        row.GetProperty("model").GetString().ShouldBe("m1");
    }

    [Fact]
    public async Task Previews_are_cut_and_say_what_is_missing()
    {
        await _rig.Ask(new string('w', 300), "r1");

        JsonElement previews = (await Client.CallAsync(
            "sessions.preview", new JsonObject { ["keys"] = new JsonArray("main", "agent:main:none"), ["maxChars"] = 20 })).GetProperty("previews");

        previews[0].GetProperty("status").GetString().ShouldBe("ok");
        previews[0].GetProperty("items")[0].GetRawText().ShouldBe($$"""{"role":"user","text":"{{new string('w', 17)}}..."}""");
        previews[1].GetRawText().ShouldBe("""{"key":"agent:main:none","status":"missing","items":[]}""");
    }

    [Fact]
    public async Task Sessions_are_found_by_one_name()
    {
        JsonElement patched = await Client.CallAsync("sessions.patch", new JsonObject { ["key"] = "work", ["label"] = " Deep Work " });
        string sessionId = patched.GetProperty("entry").GetProperty("sessionId").GetString()!;

        foreach (JsonObject name in (JsonObject[])[new() { ["key"] = "work" }, new() { ["label"] = "Deep Work" }, new() { ["sessionId"] = sessionId }])
        {
            (await Client.CallAsync("sessions.resolve", name)).GetRawText().ShouldBe("""{"ok":true,"key":"agent:main:work"}""");
        }

        (await Client.RequestAsync("sessions.resolve", new JsonObject())).Message.ShouldBe("Either key, sessionId, or label is required");
        (await Client.RequestAsync("sessions.resolve", new JsonObject { ["key"] = "a", ["label"] = "b" }))
            .Message.ShouldBe("Provide either key, sessionId, or label (not multiple)");
        (await Client.RequestAsync("sessions.resolve", new JsonObject { ["key"] = "nope" })).Message.ShouldBe("No session found: nope");
        (await Client.RequestAsync("sessions.resolve", new JsonObject { ["label"] = "nope" })).Message.ShouldBe("No session found with label: nope");
    }

    [Theory]
    [InlineData("thinkingLevel", "loud", "invalid thinkingLevel (use off|minimal|low|medium|high|xhigh)")]
    [InlineData("verboseLevel", "x", "invalid verboseLevel (use \"on\"|\"off\"|\"full\")")]
    [InlineData("execHost", "moon", "invalid execHost (use \"sandbox\"|\"gateway\"|\"node\")")]
    [InlineData("execSecurity", "x", "invalid execSecurity (use \"deny\"|\"allowlist\"|\"full\")")]
    [InlineData("execAsk", "x", "invalid execAsk (use \"off\"|\"on-miss\"|\"always\")")]
    [InlineData("execNode", " ", "invalid execNode: empty")]
    [InlineData("model", " ", "invalid model: empty")]
    [InlineData("spawnedBy", "main", "spawnedBy is only supported for subagent:* sessions")]
    public async Task A_wrong_value_refuses_the_whole_patch(string key, string value, string message)
    {
        GatewayAnswer answer = await Client.RequestAsync(
            "sessions.patch", new JsonObject { ["key"] = "agent:main:p", ["reasoningLevel"] = "on", [key] = value });

        (answer.Code, answer.Message).ShouldBe(("INVALID_REQUEST", message));
        (await Client.RequestAsync("sessions.resolve", new JsonObject { ["key"] = "agent:main:p" })).Ok.ShouldBeFalse("nothing was made");
    }

    [Fact]
    public async Task A_patch_sets_and_clears()
    {
        JsonElement set = (await Client.CallAsync("sessions.patch", new JsonObject
        {
            ["key"] = "p", ["thinkingLevel"] = "High", ["responseUsage"] = "on", ["execAsk"] = "always", ["model"] = "fake/other", ["label"] = "L",
        })).GetProperty("entry");
        set.GetProperty("thinkingLevel").GetString().ShouldBe("high");
        set.GetProperty("responseUsage").GetString().ShouldBe("tokens");
        set.GetProperty("modelOverride").GetString().ShouldBe("other");

        JsonElement cleared = (await Client.CallAsync("sessions.patch", new JsonObject
        {
            ["key"] = "p", ["thinkingLevel"] = null, ["model"] = "fake/m1",
        })).GetProperty("entry");
        cleared.TryGetProperty("thinkingLevel", out _).ShouldBeFalse();
        cleared.TryGetProperty("modelOverride", out _).ShouldBeFalse("the default clears the choice");
        cleared.GetProperty("execAsk").GetString().ShouldBe("always");

        (await Client.RequestAsync("sessions.patch", new JsonObject { ["key"] = "q", ["label"] = "L" })).Message.ShouldBe("label already in use: L");
    }

    [Fact]
    public async Task Who_spawned_a_session_is_said_once()
    {
        JsonObject Patch(string? parent) => new() { ["key"] = "subagent:s", ["spawnedBy"] = parent };
        await Client.CallAsync("sessions.patch", Patch("main"));
        await Client.CallAsync("sessions.patch", Patch("agent:main:main"));

        (await Client.RequestAsync("sessions.patch", Patch("other"))).Message.ShouldBe("spawnedBy cannot be changed once set");
        (await Client.RequestAsync("sessions.patch", Patch(null))).Message.ShouldBe("spawnedBy cannot be cleared once set");
    }

    [Fact]
    public async Task Reset_compact_and_delete_answer_as_the_original_does()
    {
        await _rig.Ask("one", "r1", "agent:main:x");
        await _rig.Ask("two", "r2", "agent:main:x");

        JsonElement compacted = await Client.CallAsync("sessions.compact", new JsonObject { ["key"] = "x", ["maxLines"] = 2 });
        compacted.GetProperty("compacted").GetBoolean().ShouldBeTrue();
        compacted.GetProperty("kept").GetInt32().ShouldBe(2);
        (await Client.CallAsync("sessions.compact", new JsonObject { ["key"] = "none" })).GetProperty("reason").GetString().ShouldBe("no sessionId");

        JsonElement before = (await Client.CallAsync("sessions.list", new JsonObject())).GetProperty("sessions")[0];
        JsonElement reset = (await Client.CallAsync("sessions.reset", new JsonObject { ["key"] = "x" })).GetProperty("entry");
        reset.GetProperty("sessionId").GetString().ShouldNotBe(before.GetProperty("sessionId").GetString());

        (await Client.CallAsync("sessions.delete", new JsonObject { ["key"] = "x" })).GetProperty("deleted").GetBoolean().ShouldBeTrue();
        (await Client.CallAsync("sessions.delete", new JsonObject { ["key"] = "x" })).GetProperty("deleted").GetBoolean().ShouldBeFalse();
        (await Client.RequestAsync("sessions.delete", new JsonObject { ["key"] = "main" })).Message
            .ShouldBe("Cannot delete the main session (agent:main:main).");
    }
}
