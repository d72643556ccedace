using Moltbot.Policy.Configuration;
using Moltbot.Policy.Explanations;
using Moltbot.Policy.Tools;
using Moltbot.Policy.Tools.Explanations;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>Which of several lists counts, the agent's or the one for all, the model's or its provider's, and what they add to each other.</summary>
public sealed class ToolListTests
{
    private static readonly ToolSituation Anywhere = new();

    [Fact]
    public void A_profile_that_does_not_exist_allows_nothing_and_says_so()
    {
        const string config = """{ "tools": { "profile": "codnig" } }""";
        Allowed(config, Anywhere).ShouldBeEmpty();
        Report(config, Anywhere, "read", ToolLayer.Profile).ShouldBe(
            new ToolLayerReport(ToolLayer.Profile, RuleWord.Refuses, "it cannot be read: there is no profile codnig", "tools.profile"));
        Allowed("""{ "tools": { "profile": "full" } }""", Anywhere).ShouldBe(ToolVocabulary.Core.Tools);
    }

    [Fact]
    public void An_agents_profile_stands_in_place_of_the_one_for_all()
    {
        const string config = """{ "tools": { "profile": "minimal" }, "agents": { "list": [{ "id": "main", "tools": { "profile": "messaging" } }] } }""";
        Allowed(config, Anywhere).ShouldContain("message");
        Allowed(config, Anywhere, "other").ShouldBe(["session_status"]);
        Report(config, Anywhere, "read", ToolLayer.Profile).Change.ShouldBe(new ConfigChange(ConfigChangeKind.Add, "agents.list[main].tools.alsoAllow", "read"));
    }

    [Fact]
    public void An_agents_profile_for_a_provider_stands_in_place_of_the_one_for_all_and_its_lists_stand_beside_it()
    {
        const string config = """
            { "tools": { "byProvider": { "openai": { "profile": "minimal" } } },
              "agents": { "list": [{ "id": "main", "tools": { "byProvider": { "openai": { "profile": "coding", "deny": ["exec"] } } } }] } }
            """;
        var allowed = Allowed(config, new() { Provider = "openai" }).ToList();
        allowed.ShouldContain("read");
        allowed.ShouldNotContain("exec");
        allowed.ShouldNotContain("message");
        Allowed(config, new() { Provider = "openai" }, "other").ShouldBe(["session_status"]);
        Allowed(config, new() { Provider = "anthropic" }).ShouldBe(ToolVocabulary.Core.Tools);
    }

    [Fact]
    public void What_is_allowed_besides_adds_to_the_profile()
    {
        const string config = """{ "tools": { "profile": "minimal", "alsoAllow": ["read"] } }""";
        Allowed(config, Anywhere).ShouldBe(["read", "session_status"], ignoreOrder: true);
        Report(config, Anywhere, "read", ToolLayer.Profile).ShouldBe(new ToolLayerReport(ToolLayer.Profile, RuleWord.Allows, "read in tools.alsoAllow allows it", "tools.alsoAllow", "read"));

        // Where a list stands beside the profile none may be added, and an empty one is none.
        Report("""{ "tools": { "profile": "minimal", "allow": ["read"] } }""", Anywhere, "read", ToolLayer.Profile).Change
            .ShouldBe(new ConfigChange(ConfigChangeKind.Set, "tools.profile", "full"));
        Report("""{ "tools": { "profile": "minimal", "allow": [] } }""", Anywhere, "read", ToolLayer.Profile).Change
            .ShouldBe(new ConfigChange(ConfigChangeKind.Add, "tools.alsoAllow", "read"));
    }

    [Fact]
    public void What_is_allowed_besides_a_profile_of_exceptions_leaves_everything_else_allowed()
    {
        const string config = """{ "tools": { "profile": { "allow": ["!write"] }, "alsoAllow": ["message"] } }""";
        Allowed(config, Anywhere).ShouldBe(ToolVocabulary.Core.Tools.Except(["write"]));
    }

    [Fact]
    public void What_is_allowed_besides_a_list_adds_to_it_and_besides_none_to_everything()
    {
        const string both = """{ "tools": { "allow": ["read"], "alsoAllow": ["write"] } }""";
        Allowed(both, Anywhere).ShouldBe(["read", "write"]);
        Report(both, Anywhere, "read", ToolLayer.Global).Key.ShouldBe("tools.allow");
        Report(both, Anywhere, "write", ToolLayer.Global).Key.ShouldBe("tools.alsoAllow");
        Allowed("""{ "tools": { "allow": [], "alsoAllow": ["write"] } }""", Anywhere).ShouldBe(ToolVocabulary.Core.Tools);
        Allowed("""{ "tools": { "allow": [" "] } }""", Anywhere).ShouldBe(ToolVocabulary.Core.Tools, "a blank entry is none");
        Allowed("""{ "tools": { "allow": ["!"] } }""", Anywhere).ShouldBe(ToolVocabulary.Core.Tools, "nor is the negation of nothing");
    }

    [Theory]
    [InlineData("{ \"deny\": [$] }", ToolLayer.Global, "tools.deny")]
    [InlineData("{ \"allow\": [\"read\"], \"alsoAllow\": [$] }", ToolLayer.Global, "tools.alsoAllow")]
    [InlineData("{ \"profile\": { \"allow\": [$] } }", ToolLayer.Profile, "tools.profile.allow")]
    [InlineData("{ \"sandbox\": { \"tools\": { \"deny\": [$] } } }", ToolLayer.Sandbox, "tools.sandbox.tools.deny")]
    public void A_list_with_an_entry_that_cannot_be_read_refuses_everything_and_is_named(string tools, ToolLayer layer, string list)
    {
        var config = $$"""{ "tools": {{tools.Replace("$", $"\"{new string('a', 1025)}\"", StringComparison.Ordinal)}}, "agents": { "defaults": { "sandbox": { "mode": "all" } } } }""";

        Allowed(config, Anywhere).ShouldBeEmpty();
        Report(config, Anywhere, "read", layer).Reason.ShouldBe($"it cannot be read: an entry of {list} is longer than 1024 characters");
    }

    [Fact]
    public void The_tools_of_a_plugin_are_named_by_the_plugin()
    {
        var vocabulary = new ToolVocabulary(ToolGroups.CoreTools, [new("lobster", ["lobster_a"])]);
        var scope = new AgentToolPolicy(Restore("""{ "tools": { "allow": ["lobster"] } }"""), "main", vocabulary).For(Anywhere);
        scope.Decide("lobster_a").Allowed.ShouldBeTrue();
        scope.Decide("read").Allowed.ShouldBeFalse();
        var all = new AgentToolPolicy(Restore("""{ "tools": { "allow": ["group:plugins"] } }"""), "main", vocabulary).For(Anywhere);
        all.Decide("lobster_a").Allowed.ShouldBeTrue();
        all.Decide("read").Allowed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("openrouter", "anthropic/claude", "openrouter/anthropic/claude")]
    [InlineData("openrouter", "ANTHROPIC/Claude ", "openrouter/anthropic/claude")]
    [InlineData("openrouter", "anthropic/other", "anthropic/other")]
    [InlineData("openrouter", "none", "openrouter")]
    [InlineData("openrouter", null, "openrouter")]
    [InlineData("ollama", "openai", "")]
    [InlineData("gemini", "", "")]
    [InlineData(null, "anthropic/other", "")]
    [InlineData(" ", "anthropic/other", "")]
    [InlineData("Z.AI", "glm", "z-ai/glm")]
    public void The_lists_of_a_model_come_before_those_of_its_provider(string? provider, string? model, string key)
    {
        string[] keys = ["openrouter/anthropic/claude", "anthropic/claude", "anthropic/other", "openrouter", "openai", "gemini/", "z-ai/glm"];
        var byProvider = string.Join(", ", keys.Select((each, number) => $$"""{{"\"" + each + "\""}}: { "deny": ["{{ToolVocabulary.Core.Tools[number]}}"] }"""));
        var denied = Array.IndexOf(keys, key);
        Allowed($$"""{ "tools": { "byProvider": { {{byProvider}} } } }""", new() { Provider = provider, Model = model })
            .ShouldBe(ToolVocabulary.Core.Tools.Where((_, number) => number != denied));
    }

    [Fact]
    public void A_sandbox_has_an_agents_list_in_place_of_the_one_for_all_and_images_unless_they_are_denied()
    {
        Sandboxed("""{ "allow": ["read"] }""", "{}").ShouldBe(["read", "image"], ignoreOrder: true);
        Sandboxed("""{ "allow": ["read"] }""", """{ "allow": ["write"] }""").ShouldBe(["write", "image"], ignoreOrder: true);
        Sandboxed("""{ "allow": ["read"], "deny": ["image"] }""", "{}").ShouldBe(["read"]);
        Sandboxed("""{ "allow": ["group:fs"], "deny": ["write"] }""", """{ "deny": [] }""").ShouldContain("write");
        Sandboxed("""{ "allow": ["!write"], "deny": [] }""", "{}").ShouldBe(ToolVocabulary.Core.Tools.Except(["write"]));
        Sandboxed("""{ "allow": ["!image"], "deny": [] }""", "{}").ShouldBe(ToolVocabulary.Core.Tools.Except(["image"]));
        Sandboxed("""{ "allow": ["*"], "deny": [] }""", "{}").ShouldBe(ToolVocabulary.Core.Tools);

        static IEnumerable<string> Sandboxed(string all, string own) => Allowed(
            $$"""{ "tools": { "sandbox": { "tools": {{all}} } }, "agents": { "defaults": { "sandbox": { "mode": "all" } }, "list": [{ "id": "main", "tools": { "sandbox": { "tools": {{own}} } } }] } }""",
            Anywhere);
    }

    [Fact]
    public void The_one_session_of_all_is_the_main_one_where_sessions_are_global()
    {
        const string agents = """ "agents": { "defaults": { "sandbox": { "mode": "non-main" } } } """;
        var global = new AgentToolPolicy(Restore($$"""{ "session": { "scope": "global" }, {{agents}} }"""), "main");
        global.IsSandboxed("global").ShouldBeFalse();
        global.IsSandboxed("agent:main:other").ShouldBeTrue();
        var own = new AgentToolPolicy(Restore($$"""{ {{agents}} }"""), "main");
        own.IsSandboxed("agent:main:main").ShouldBeFalse();
        own.IsSandboxed("global").ShouldBeTrue();
    }

    [Fact]
    public void A_name_that_is_missing_is_no_tool() => ToolNames.Normalize(null).ShouldBe("");

    private static IEnumerable<string> Allowed(string config, ToolSituation situation, string agent = "main")
    {
        var scope = new AgentToolPolicy(Restore(config), agent).For(situation);
        return ToolVocabulary.Core.Tools.Where(tool => scope.Decide(tool).Allowed);
    }

    private static ToolLayerReport Report(string config, ToolSituation situation, string tool, ToolLayer layer) =>
        ToolExplanation.Of(new AgentToolPolicy(Restore(config), "main"), situation, tool).Layers.First(report => report.Layer == layer);

    // Without the schema: what it refuses today an older document may hold.
    private static ConfigDocument Restore(string config) => ConfigDocument.Restore(config, "", 1);
}
