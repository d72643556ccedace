using System.Text.Json;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Hooks;

namespace Moltbot.Policy.Tests.Hooks;

public sealed class HookMappingTests
{
    [Fact]
    public void The_first_that_takes_a_call_answers_it_and_presets_come_last()
    {
        var mappings = Mappings(
            """{ presets: ["gmail"], mappings: [{ match: { path: "/gmail/", source: "mine" }, messageTemplate: "first" }, { match: { path: "x" }, action: "wake", textTemplate: "second" }] }""");

        Apply(mappings, "gmail", """{ "source": "mine" }""")!.Run!.Message.ShouldBe("first");
        Apply(mappings, "gmail", """{ "messages": [{ "id": "7" }] }""")!.Run!.SessionKey.ShouldBe("hook:gmail:7");
        Apply(mappings, "x", "{}")!.Wake!.Text.ShouldBe("second");
        Apply(mappings, "X", "{}").ShouldBeNull();
    }

    [Fact]
    public void Code_of_a_transform_is_never_loaded()
    {
        // F1: the call ends there and is no other mapping's.
        var mappings = Mappings("""{ mappings: [{ match: { path: "a" }, messageTemplate: "m", transform: { module: "/tmp/evil.js" } }, { match: { path: "a" }, messageTemplate: "n" }] }""");

        Apply(mappings, "a", "{}").ShouldBe(new HookAction(null, null, "hook transforms are not loaded here"));
    }

    [Theory]
    [InlineData("hook:fixed", true)]
    [InlineData("hook:{{id}}", false)]
    [InlineData("{{id}}", false)]
    public void A_session_that_a_call_has_a_word_in_is_not_the_configurations(string key, bool isConfigured)
    {
        var run = Apply(Mappings($$$"""{ mappings: [{ messageTemplate: "m", sessionKey: "{{{key}}}" }] }"""), "a", """{ "id": "agent:main:main" }""")!.Run!;
        run.IsSessionConfigured.ShouldBe(isConfigured);
    }

    [Fact]
    public void A_place_that_a_call_does_not_have_is_empty()
    {
        var template = "{{list[9].x}}|{{list[-1]}}|{{list.x}}|{{a.b.c}}|{{}}|{{ nothing }}|{{payload}}|{{now}}|{{headers.X-Event}}";
        Apply(Mappings($$$"""{ mappings: [{ messageTemplate: "{{{template}}}!" }] }"""), "a", """{ "list": [1], "a": { "b": 1 } }""")!.Run!.Message
            .ShouldBe("||||{{}}|||1970-01-01T00:00:00.000Z|push!");
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("X-OpenClaw-Token")]
    [InlineData("x-hub-signature-256")]
    [InlineData("Cookie")]
    [InlineData("token")]
    [InlineData("client_secret")]
    [InlineData("Proxy-Authorization")]
    [InlineData("db_password")]
    [InlineData("X-Api-Key")]
    [InlineData("apiKey")]
    public void What_may_carry_a_secret_fills_no_place(string name) => HookCall.MayBeSecret(name).ShouldBeTrue();

    [Theory]
    [InlineData("X-Event")]
    [InlineData("User-Agent")]
    public void What_carries_none_does(string name) => HookCall.MayBeSecret(name).ShouldBeFalse();

    [Fact]
    public void A_chat_is_the_configurations_only_where_it_is_written_out()
    {
        var hooks = Section("""{ mappings: [{ channel: "telegram", to: "-100" }, { channel: "telegram", to: "{{to}}" }, { channel: "discord", to: "channel:5" }] }""");

        HookTargets.AreConfigured(hooks, "telegram", "-100").ShouldBeTrue();
        HookTargets.AreConfigured(hooks, "discord", "5").ShouldBeTrue();
        HookTargets.AreConfigured(hooks, "telegram", "5").ShouldBeFalse();
        HookTargets.AreConfigured(hooks, "discord", "-100").ShouldBeFalse();
        HookTargets.AreConfigured(hooks, "telegram", "{{to}}").ShouldBeFalse();
    }

    [Theory]
    [InlineData("Bearer a", null, "a")]
    [InlineData("bearer  a ", null, "a")]
    [InlineData(null, " a ", "a")]
    [InlineData("Bearer a", "a", "a")]
    [InlineData("Bearer a", "b", null)]
    [InlineData("Basic a", null, null)]
    [InlineData("Bearer ", "", null)]
    public void A_caller_shows_one_secret_in_a_header(string? authorization, string? own, string? secret) => HookToken.Of([authorization], [own]).ShouldBe(secret);

    private static HookAction? Apply(IEnumerable<HookMapping> mappings, string path, string payload) => HookMapping.Apply(
        mappings,
        new HookCall(
            path, JsonDocument.Parse(payload).RootElement, new Dictionary<string, string>(StringComparer.Ordinal) { ["x-event"] = "push" },
            new Dictionary<string, string>(StringComparer.Ordinal), DateTimeOffset.UnixEpoch));

    private static IReadOnlyList<HookMapping> Mappings(string hooks) => HookMapping.Of(Section(hooks));

    private static ConfigSection Section(string hooks)
    {
        var snapshot = ConfigLoader.Load(new ConfigSource("test.json", $"{{ hooks: {hooks} }}"), new ConfigLoadOptions());
        snapshot.Issues.ShouldBeEmpty();
        return snapshot.Config!.Section("hooks");
    }
}
