using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tools;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>The tools there are, and which of them each built-in list names (security.md §6 and §8).</summary>
public sealed class ToolTableTests
{
    private const string Core =
        "read write edit apply_patch exec process browser canvas nodes cron message tts gateway agents_list sessions_list sessions_history sessions_send sessions_spawn "
        + "session_status web_search web_fetch image memory_search memory_get whatsapp_login";

    [Fact]
    public void These_are_the_tools_of_the_core() => string.Join(' ', ToolVocabulary.Core.Tools).ShouldBe(Core);

    [Theory]
    [InlineData("group:memory", "memory_search memory_get")]
    [InlineData("group:web", "web_search web_fetch")]
    [InlineData("group:fs", "read write edit apply_patch")]
    [InlineData("group:runtime", "exec process")]
    [InlineData("group:sessions", "sessions_list sessions_history sessions_send sessions_spawn session_status")]
    [InlineData("group:ui", "browser canvas")]
    [InlineData("group:automation", "cron gateway")]
    [InlineData("group:messaging", "message")]
    [InlineData("group:nodes", "nodes")]
    [InlineData("group:openclaw", "browser canvas nodes cron message gateway agents_list sessions_list sessions_history sessions_send sessions_spawn session_status memory_search memory_get web_search web_fetch image")]
    public void A_group_names_its_tools(string group, string tools) => string.Join(' ', ToolVocabulary.Core.NamesOf(group)).ShouldBe(tools);

    [Theory]
    [InlineData("minimal", "session_status")]
    [InlineData("coding", "read write edit apply_patch exec process sessions_list sessions_history sessions_send sessions_spawn session_status image memory_search memory_get")]
    [InlineData("messaging", "message sessions_list sessions_history sessions_send session_status")]
    [InlineData("full", Core)]
    public void A_profile_allows_its_tools(string profile, string tools) =>
        Allowed($$"""{ "tools": { "profile": "{{profile}}" } }""", new()).ShouldBe(tools.Split(' '), ignoreOrder: true);

    [Fact]
    public void A_sub_agent_has_neither_sessions_nor_the_gateway_nor_memory() => Allowed("{}", new() { SessionKey = "agent:main:subagent:1" }).ShouldBe(
        "read write edit apply_patch exec process browser canvas nodes message tts web_search web_fetch image".Split(' '), ignoreOrder: true);

    [Fact]
    public void A_sandbox_has_files_and_commands_and_sessions() => Allowed("""{ "agents": { "defaults": { "sandbox": { "mode": "all", "workspaceAccess": "rw" } } } }""", new() { SessionKey = "agent:main:main" }).ShouldBe(
        "exec process read write edit apply_patch image sessions_list sessions_history sessions_send sessions_spawn session_status".Split(' '), ignoreOrder: true);

    [Fact]
    public void A_sandbox_that_allows_everything_has_neither_browser_nor_nodes_nor_channels()
    {
        const string config = """{ "tools": { "sandbox": { "tools": { "allow": ["*"] } } }, "agents": { "defaults": { "sandbox": { "mode": "all", "workspaceAccess": "rw" } } } }""";
        var policy = new AgentToolPolicy(ConfigDocument.Restore(config, "", 1), "main");
        var scope = policy.For(new() { SessionKey = "agent:main:main" });

        ToolVocabulary.Core.Tools.Where(tool => !scope.Decide(tool).Allowed).ShouldBe(["browser", "canvas", "nodes", "cron", "gateway"], ignoreOrder: true);
        string[] channels = ["telegram", "whatsapp", "discord", "googlechat", "slack", "signal", "imessage"];
        channels.ShouldAllBe(channel => scope.Decide(channel) == new ToolDecision(false, ToolLayer.Sandbox));
        scope.Decide("another").Allowed.ShouldBeTrue();
    }

    private static IEnumerable<string> Allowed(string config, ToolSituation situation)
    {
        var scope = new AgentToolPolicy(ConfigDocument.Restore(config, "", 1), "main").For(situation);
        return ToolVocabulary.Core.Tools.Where(tool => scope.Decide(tool).Allowed);
    }
}
