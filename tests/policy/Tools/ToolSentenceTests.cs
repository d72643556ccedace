using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tools;
using Moltbot.Policy.Tools.Explanations;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>Each sentence of an explanation, with the key and the entry behind it and the change that would turn it round.</summary>
public sealed class ToolSentenceTests
{
    private const string Sandbox = """ "agents": { "defaults": { "sandbox": { "mode": "all" } } } """;

    [Fact]
    public void A_layer_without_rules_names_the_key_that_would_make_it_speak()
    {
        Lines("{}", new(), "read").ShouldBe(
        [
            "Profile Nothing: no profile restricts anything [tools.profile]",
            "ProviderProfile Nothing: no profile is set for a model that is not known",
            "Global Nothing: tools.allow and tools.deny are not set => Add tools.deny read",
            "GlobalByProvider Nothing: nothing is set for a model that is not known",
            "Agent Nothing: nothing is set for the agent => Add agents.list[main].tools.deny read",
            "AgentByProvider Nothing: nothing is set for the agent on a model that is not known",
            "Group Nothing: there is no group",
            "Sandbox Nothing: the session is not sandboxed (mode off) [agents.defaults.sandbox.mode]",
            "Subagent Nothing: the session is no sub-agent's",
        ]);
        Lines("""{ "agents": { "defaults": { "sandbox": { "mode": "non-main" } } } }""", new() { SessionKey = "agent:main:main", Provider = "openai", Channel = "telegram", GroupId = "-1" }, "read").ShouldBe(
        [
            "Profile Nothing: no profile restricts anything [tools.profile]",
            "ProviderProfile Nothing: no profile is set for openai",
            "Global Nothing: tools.allow and tools.deny are not set => Add tools.deny read",
            "GlobalByProvider Nothing: nothing is set for openai => Add tools.byProvider.openai.deny read",
            "Agent Nothing: nothing is set for the agent => Add agents.list[main].tools.deny read",
            "AgentByProvider Nothing: nothing is set for the agent on openai => Add agents.list[main].tools.byProvider.openai.deny read",
            "Group Nothing: nothing is set for the group",
            "Sandbox Nothing: the session is not sandboxed (mode non-main) [agents.defaults.sandbox.mode]",
            "Subagent Nothing: the session is no sub-agent's",
        ]);
    }

    [Theory]
    [InlineData("""{ "allow": ["group:fs"] }""", "Allows: group:fs in tools.allow allows it [tools.allow] (group:fs) => Add tools.deny read")]
    [InlineData("""{ "allow": ["!write"] }""", "Allows: tools.allow allows everything that it does not take away [tools.allow] => Add tools.deny read")]
    [InlineData("""{ "allow": ["write"] }""", "Refuses: tools.allow does not name it [tools.allow] => Add tools.allow read")]
    [InlineData("""{ "allow": ["*", "!read"] }""", "Refuses: !read takes it away from tools.allow [tools.allow] (!read) => Remove tools.allow !read")]
    [InlineData("""{ "deny": ["write"] }""", "Allows: tools.deny does not name it [tools.deny] => Add tools.deny read")]
    [InlineData("""{ "deny": ["write", "Read"] }""", "Refuses: Read in tools.deny denies it [tools.deny] (Read) => Remove tools.deny Read")]
    [InlineData("""{ "deny": ["group:fs"] }""", "Refuses: group:fs in tools.deny denies it [tools.deny] (group:fs) => Add tools.deny !read")]
    [InlineData("""{ "deny": ["!write"] }""", "Refuses: tools.deny denies everything that it does not except [tools.deny] => Add tools.deny !read")]
    public void A_list_says_by_which_entry(string tools, string line) => Line($$"""{ "tools": {{tools}} }""", new(), "read", ToolLayer.Global).ShouldBe("Global " + line);

    [Fact]
    public void A_list_that_is_built_in_is_replaced_and_not_added_to()
    {
        Line($$"""{ {{Sandbox}} }""", new(), "web_search", ToolLayer.Sandbox).ShouldBe(
            "Sandbox Refuses: tools.sandbox.tools.allow does not name it [tools.sandbox.tools.allow] => Set tools.sandbox.tools.allow "
            + """["exec", "process", "read", "write", "edit", "apply_patch", "image", "sessions_list", "sessions_history", "sessions_send", "sessions_spawn", "session_status", "web_search"]""");
        Line($$"""{ {{Sandbox}} }""", new(), "cron", ToolLayer.Sandbox).ShouldBe(
            "Sandbox Refuses: cron in tools.sandbox.tools.deny denies it [tools.sandbox.tools.deny] (cron) => Set tools.sandbox.tools.deny "
            + """["browser", "canvas", "nodes", "gateway", "telegram", "whatsapp", "discord", "googlechat", "slack", "signal", "imessage"]""");
        Line($$"""{ {{Sandbox}} }""", new(), "read", ToolLayer.Sandbox).ShouldBe("Sandbox Allows: read in tools.sandbox.tools.allow allows it [tools.sandbox.tools.allow] (read)");
        Line($$"""{ {{Sandbox}}, "tools": { "sandbox": { "tools": { "deny": ["cron"] } } } }""", new(), "read", ToolLayer.Sandbox).ShouldBe(
            "Sandbox Allows: read in tools.sandbox.tools.allow allows it [tools.sandbox.tools.allow] (read) => Add tools.sandbox.tools.deny read");
    }

    [Fact]
    public void An_image_in_a_sandbox_is_allowed_by_the_list_that_counts()
    {
        Line($$"""{ {{Sandbox}}, "tools": { "sandbox": { "tools": { "allow": ["read"], "deny": [] } } } }""", new(), "image", ToolLayer.Sandbox).ShouldStartWith(
            "Sandbox Allows: image in tools.sandbox.tools.allow allows it [tools.sandbox.tools.allow] (image)");
        Line(
            """{ "agents": { "defaults": { "sandbox": { "mode": "all" } }, "list": [{ "id": "main", "tools": { "sandbox": { "tools": { "allow": ["read"] } } } }] } }""",
            new(), "image", ToolLayer.Sandbox).ShouldBe(
            "Sandbox Allows: image in agents.list[main].tools.sandbox.tools.allow allows it [agents.list[main].tools.sandbox.tools.allow] (image)");
        Line($$"""{ {{Sandbox}}, "tools": { "sandbox": { "tools": { "allow": [], "deny": [] } } } }""", new(), "read", ToolLayer.Sandbox).ShouldBe(
            """Sandbox Refuses: tools.sandbox.tools.allow does not name it [tools.sandbox.tools.allow] => Set tools.sandbox.tools.allow ["image", "read"]""");
    }

    [Fact]
    public void A_workspace_that_is_only_seen_takes_some_tools_away_and_not_the_others() => Lines(
        """{ "agents": { "defaults": { "sandbox": { "mode": "all", "workspaceAccess": "ro" } } } }""", new(), "read")
        .ShouldContain("Sandbox Allows: agents.defaults.sandbox.workspaceAccess does not take it away [agents.defaults.sandbox.workspaceAccess]");

    [Fact]
    public void What_comes_with_exec_is_told_by_the_entry_that_allows_exec() =>
        Line("""{ "tools": { "allow": ["read", "bash"] } }""", new(), "apply_patch", ToolLayer.Global)
            .ShouldBe("Global Allows: it comes with exec, which tools.allow allows [tools.allow] (bash) => Add tools.deny apply_patch");

    [Fact]
    public void A_sub_agent_is_told_what_is_denied_to_all_and_what_is_configured()
    {
        const string config = """{ "tools": { "subagents": { "tools": { "allow": ["read"] } } } }""";
        ToolSituation subagent = new() { SessionKey = "agent:main:subagent:1" };
        Lines(config, subagent, "read")[^2..].ShouldBe(
        [
            "Subagent Allows: what is denied to all sub-agents does not name it",
            "Subagent Allows: read in tools.subagents.tools.allow allows it [tools.subagents.tools.allow] (read) => Add tools.subagents.tools.deny read",
        ]);
        Lines(config, subagent, "write")[^1].ShouldBe(
            "Subagent Refuses: tools.subagents.tools.allow does not name it [tools.subagents.tools.allow] => Add tools.subagents.tools.allow write");
        Lines(config, subagent, "cron")[^2].ShouldBe("Subagent Refuses: no sub-agent may use it; no key changes that (cron)");
    }

    private static string Line(string config, ToolSituation situation, string tool, ToolLayer layer) =>
        Lines(config, situation, tool).Single(line => line.StartsWith($"{layer} ", StringComparison.Ordinal));

    private static List<string> Lines(string config, ToolSituation situation, string tool) =>
    [
        .. ToolExplanation.Of(new AgentToolPolicy(ConfigDocument.Restore(config, "", 1), "main"), situation, tool).Layers.Select(static report =>
            $"{report.Layer} {report.Word}: {report.Reason}" + (report.Key is null ? "" : $" [{report.Key}]") + (report.Entry is null ? "" : $" ({report.Entry})")
            + (report.Change is { } change ? $" => {change.Kind} {change.Key} {change.Value}" : "")),
    ];
}
