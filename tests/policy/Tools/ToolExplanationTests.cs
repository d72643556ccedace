using System.Text.Json.Nodes;
using Moltbot.Policy.Access;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Explanations;
using Moltbot.Policy.Tests.Tools.Reference;
using Moltbot.Policy.Tools.Explanations;
using Moltbot.Policy.Tools;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>What people are told of a decision: the layer, the entry and the key that change it.</summary>
public sealed class ToolExplanationTests
{
    [Fact]
    public void Each_layer_says_its_word_and_the_key_behind_it()
    {
        var explanation = Explain(
            """
            {
              tools: {
                profile: "coding", alsoAllow: ["message"], deny: ["web_*"],
                byProvider: { openai: { profile: "minimal", deny: ["gateway"] } },
                sandbox: { tools: { deny: ["canvas"] } },
              },
              agents: { defaults: { sandbox: { mode: "non-main" } }, list: [{ id: "family", tools: { allow: ["group:fs", "!write"] } }] },
              channels: { telegram: { groups: { "-100": { toolsBySender: { "42": { allow: ["read"] } } } } } },
            }
            """,
            "family", new() { SessionKey = "agent:family:telegram:group:-100", Provider = "openai", Model = "gpt", Sender = new("42") }, "Write");

        explanation.Allowed.ShouldBeFalse();
        explanation.Tool.ShouldBe("write");
        explanation.RefusedBy.ShouldBe(ToolLayer.ProviderProfile);
        explanation.Layers.Select(layer => $"{layer.Layer} {layer.Word}: {layer.Reason}").ShouldBe(
        [
            "Profile Allows: group:fs in tools.profile allows it",
            "ProviderProfile Refuses: tools.byProvider.openai.profile does not name it",
            "Global Allows: * in tools.alsoAllow allows it",
            "GlobalByProvider Allows: tools.byProvider.openai.deny does not name it",
            "Agent Refuses: !write takes it away from agents.list[family].tools.allow",
            "AgentByProvider Nothing: nothing is set for the agent on openai/gpt",
            "Group Refuses: channels.telegram.groups.-100.toolsBySender.42.allow does not name it",
            "Sandbox Allows: write in tools.sandbox.tools.allow allows it",
            "Subagent Nothing: the session is no sub-agent's",
        ]);
        explanation.Layers.Where(layer => layer.Word == RuleWord.Refuses).Select(layer => layer.Change).ShouldBe(
        [
            new(ConfigChangeKind.Add, "tools.byProvider.openai.alsoAllow", "write"),
            new(ConfigChangeKind.Remove, "agents.list[family].tools.allow", "!write"),
            new(ConfigChangeKind.Add, "channels.telegram.groups.-100.toolsBySender.42.allow", "write"),
        ]);
    }

    [Fact]
    public void What_came_with_exec_leaves_with_it()
    {
        const string config = """{ tools: { allow: ["exec"] }, agents: { list: [{ id: "main", tools: { deny: ["bash"] } }] } }""";
        var explanation = Explain(config, "main", new(), "apply-patch");
        explanation.RefusedBy.ShouldBe(ToolLayer.Agent);
        explanation.Layers[2].Reason.ShouldBe("it comes with exec, which tools.allow allows");
        explanation.Layers[4].Reason.ShouldBe("apply_patch is allowed only because exec is, and this denies exec");
        explanation.Layers[4].Change.ShouldBe(new ConfigChange(ConfigChangeKind.Remove, "agents.list[main].tools.deny", "bash"));

        // Where it is named itself, exec is another matter.
        Explain(config.Replace("\"exec\"", "\"exec\", \"group:fs\""), "main", new(), "apply_patch").Allowed.ShouldBeTrue();
    }

    [Fact]
    public void A_sub_agent_is_told_that_no_key_gives_it_what_none_may_have()
    {
        var explanation = Explain(
            """{ tools: { subagents: { tools: { allow: ["*"], deny: ["!cron", "!read"] } } } }""", "main", new() { SessionKey = "agent:main:subagent:1" }, "cron");
        explanation.Allowed.ShouldBeFalse();
        explanation.Layers.Single(layer => layer.Word == RuleWord.Refuses).ShouldBe(
            new ToolLayerReport(ToolLayer.Subagent, RuleWord.Refuses, "no sub-agent may use it; no key changes that", null, "cron"));
    }

    [Theory]
    [InlineData("""{ agents: { defaults: { sandbox: { mode: "all", workspaceAccess: "ro" } }, list: [{ id: "main" }] } }""", "agents.defaults.sandbox.workspaceAccess")]
    [InlineData(
        """{ agents: { defaults: { sandbox: { mode: "all", workspaceAccess: "rw" } }, list: [{ id: "main", sandbox: { workspaceAccess: "ro" } }] } }""",
        "agents.list[main].sandbox.workspaceAccess")]
    public void Where_a_sandbox_only_sees_the_workspace_the_tools_that_write_are_gone(string config, string key)
    {
        Allowed(config, new()).ShouldBe(Allowed(config.Replace("\"ro\"", "\"none\""), new()).Except(["write", "edit", "apply_patch"]));
        Explain(config, "main", new(), "edit").Layers.Single(layer => layer.Word == RuleWord.Refuses).ShouldBe(
            new ToolLayerReport(ToolLayer.Sandbox, RuleWord.Refuses, $"{key} takes it away", key, Change: new(ConfigChangeKind.Set, key, "rw")));
        Explain(config, "main", new(), "read").Allowed.ShouldBeTrue();
        Explain(config.Replace("\"all\"", "\"off\""), "main", new(), "edit").Allowed.ShouldBeTrue();
    }

    [Fact]
    public void A_name_that_its_owner_can_change_gives_nothing()
    {
        const string config = """
            { channels: { telegram: { groups: { "-100": { tools: { allow: ["read", "message"] },
              toolsBySender: { "@alice": { allow: ["exec", "read"] }, "7": { allow: ["exec"] } } } } } } }
            """;
        var situation = new ToolSituation { SessionKey = "agent:main:telegram:group:-100" };
        Allowed(config, situation with { Sender = new("7", Username: "bob") }).ShouldBe(["apply_patch", "exec"]);
        Allowed(config, situation with { Sender = new("8", Username: "Alice") }).ShouldBe(["read"]);
        Allowed(config, situation with { Sender = new("9", Name: "7") }).ShouldBeEmpty();
        Allowed(config, situation).ShouldBe(["read", "message"]);
    }

    [Fact]
    public void A_group_that_a_caller_names_does_not_take_the_sessions_place()
    {
        const string config = """
            { channels: { telegram: { groups: { "-1": { tools: { allow: ["read"] } }, "-2": { tools: { allow: ["read", "exec"] } } } } } }
            """;
        Allowed(config, new() { SessionKey = "agent:main:telegram:group:-1", GroupId = "-2" }).ShouldBe(["read"]);
        Allowed(config, new() { SessionKey = "agent:main:telegram:group:-2", GroupId = "-2" }).ShouldBe(["read", "apply_patch", "exec"]);
        Allowed(config, new() { SessionKey = "agent:main:subagent:1", SpawnedBy = "agent:main:telegram:group:-1" }).ShouldBe(["read"]);
        Allowed(config, new() { SessionKey = "agent:main:subagent:1", SpawnedBy = "agent:main:telegram:group:-1", Channel = "telegram", GroupId = "-2" })
            .ShouldBe(["read"]);
    }

    [Fact]
    public void The_seeds_groups_and_profiles_hold()
    {
        const string config = """
            { tools: { profile: { allow: ["group:fs", "exec"], deny: ["edit"] }, groups: { "-1": { deny: ["exec"] }, "telegram:-2": { allow: ["read"] }, "*": { deny: ["read"] } } },
              agents: { list: { main: {}, helper: { tools: { groups: { "*": { deny: ["write"] } } } } } } }
            """;
        Allowed(config, new()).ShouldBe(["read", "write", "apply_patch", "exec"]);
        Allowed(config, new() { SessionKey = "agent:main:telegram:group:-1" }).ShouldBe(["read", "write", "apply_patch"]);
        Allowed(config, new() { SessionKey = "agent:main:telegram:group:-2" }).ShouldBe(["read"]);
        Allowed(config, new() { SessionKey = "agent:main:telegram:group:-3" }).ShouldBe(["write", "apply_patch", "exec"]);
        Allowed(config, new() { SessionKey = "agent:helper:telegram:group:-3" }, "helper").ShouldBe(["apply_patch", "exec"]);
    }

    [Fact]
    public void The_changes_that_are_named_let_the_tool_through()
    {
        var random = new Random(3);
        var lots = new RandomPolicies(random);
        int rounds = LongRuns.Rounds(ordinary: 1_500, full: 20_000), changed = 0;
        for (var round = 0; round < rounds; round++)
        {
            var document = lots.Document();
            document["channels"]!["slack"] = document["channels"]!["discord"] = null;
            var situation = new ToolSituation
            {
                SessionKey = lots.One(["agent:work:telegram:group:-1001", "agent:work:main", "agent:work:subagent:1"]),
                Provider = "openai",
                Model = "gpt-5.2",
                Sender = new SenderIdentity(lots.Maybe("42"), lots.Maybe("alice")),
            };
            var tool = lots.Tool();
            var before = document.ToJsonString();
            for (var step = 0; step < 8; step++)
            {
                var explanation = Explain(document, "work", situation, tool);
                var changes = explanation.Layers.Where(layer => layer.Word == RuleWord.Refuses).Select(layer => layer.Change).ToList();
                if (changes.Count == 0 || changes.Contains(null))
                {
                    explanation.Allowed.ShouldBe(changes.Count == 0);
                    break;
                }

                step.ShouldBeLessThan(7, $"{tool} stays refused by {explanation.Layers.First(layer => layer.Word == RuleWord.Refuses)}\n{before}\n{document.ToJsonString()}");
                // Two layers that read one list name one change.
                changes.Distinct().ToList().ForEach(change => NamedChange.Apply(document, change!));
                changed++;
            }
        }

        changed.ShouldBeGreaterThan(rounds / 3);
    }

    private static IEnumerable<string> Allowed(string config, ToolSituation situation, string agent = "main")
    {
        var scope = new AgentToolPolicy(Load(config), agent).For(situation);
        return ToolVocabulary.Core.Tools.Where(tool => scope.Decide(tool).Allowed);
    }

    private static ToolExplanation Explain(string config, string agent, ToolSituation situation, string tool) =>
        ToolExplanation.Of(new AgentToolPolicy(Load(config), agent), situation, tool);

    private static ToolExplanation Explain(JsonObject document, string agent, ToolSituation situation, string tool) =>
        ToolExplanation.Of(new AgentToolPolicy(ConfigDocument.Restore(document.ToJsonString(), "", 1), agent), situation, tool);

    private static ConfigDocument Load(string config)
    {
        var snapshot = ConfigLoader.Load(new ConfigSource("", config), new ConfigLoadOptions());
        snapshot.Issues.ShouldBeEmpty();
        return snapshot.Config!;
    }
}
