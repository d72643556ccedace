using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

/// <summary>For which agents a session may start sub-agents.</summary>
public sealed class SubagentTargetsTests
{
    [Theory]
    [InlineData("[]", "ops")]
    [InlineData("['']", "ops")]
    [InlineData("[' ', ' b ']", "b ops")]
    [InlineData("['B', 'c c']", "b c-c ops")]
    [InlineData("['gone']", "ops")]
    [InlineData("['ops']", "ops")]
    [InlineData("['gone', '*']", "main b c-c ops")]
    [InlineData("[' * ']", "main b c-c ops")]
    public void Its_own_agent_is_allowed_and_those_that_it_names(string allowed, string agents)
    {
        var document = Document($$"""{ agents: { list: [{ id: 'main' }, { id: 'b' }, { id: 'C C' }, { id: 'Ops', subagents: { allowAgents: {{allowed}} } }] } }""");

        SubagentTargets.Of(document, "ops").ShouldBe(agents.Split(' '));
    }

    [Fact]
    public void What_another_agent_names_is_not_its_own() =>
        SubagentTargets.Of(Document("{ agents: { list: [{ id: 'a', subagents: { allowAgents: ['*'] } }, { id: 'b' }] } }"), "b").ShouldBe(["b"]);

    [Fact]
    public void An_agent_that_is_not_configured_has_itself_alone()
    {
        SubagentTargets.Of(Document("{ agents: { list: [{ id: 'a' }] } }"), "gone").ShouldBe(["gone"]);
        SubagentTargets.Of(Document("{}"), "main").ShouldBe(["main"]);
    }

    private static ConfigDocument Document(string config) => ConfigLoader.Load(new ConfigSource("test.json", config), new ConfigLoadOptions()).Config!;
}
