using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

public sealed class SessionKeysTests
{
    [Theory]
    [InlineData("agent:main:main", "main", "main")]
    [InlineData(" agent:Ops:telegram:group:-1 ", "Ops", "telegram:group:-1")]
    [InlineData("agent::ops:::x", "ops", "x")]
    [InlineData("agent: ops :x", "ops", "x")]
    public void A_key_names_its_agent_and_what_is_the_agents(string key, string agent, string rest) =>
        AgentSessionKey.Parse(key).ShouldBe(new AgentSessionKey(agent, rest));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("main")]
    [InlineData("agent:main")]
    [InlineData("agent:main:")]
    [InlineData("Agent:main:main")]
    [InlineData("xagent:main:main")]
    [InlineData("agent: :main")]
    public void A_key_without_all_of_that_names_no_agent(string? key)
    {
        AgentSessionKey.Parse(key).ShouldBeNull();
        SessionKeys.AgentIdOf(key).ShouldBe("main");
    }

    [Theory]
    [InlineData(null, "agent:ops:home")]
    [InlineData(" ", "agent:ops:home")]
    [InlineData("main", "agent:ops:home")]
    [InlineData("Main", "agent:ops:main")]
    [InlineData(" Telegram:7 ", "agent:ops:telegram:7")]
    [InlineData("AGENT:Other:X", "agent:other:x")]
    [InlineData("agents", "agent:ops:agents")]
    public void A_key_that_was_asked_for_is_stored_under_its_agent(string? asked, string stored) =>
        SessionKeys.ToStored("Ops", asked, " Home ").ShouldBe(stored);

    [Theory]
    [InlineData(null, null)]
    [InlineData("  ", null)]
    [InlineData(" agent:ops:telegram:7 ", "telegram:7")]
    [InlineData(" telegram:7 ", "telegram:7")]
    public void A_stored_key_is_shown_without_its_agent(string? stored, string? shown) => SessionKeys.ToRequested(stored).ShouldBe(shown);

    [Theory]
    [InlineData(null, "main")]
    [InlineData(" ", "main")]
    [InlineData(" Home ", "home")]
    public void The_main_key_is_main_unless_configured(string? configured, string expected)
    {
        SessionKeys.MainKeyOf(configured).ShouldBe(expected);
        SessionKeys.Main("Ops", configured).ShouldBe($"agent:ops:{expected}");
    }

    [Theory]
    [InlineData("subagent:1", true, false)]
    [InlineData(" SubAgent:1", true, false)]
    [InlineData("agent:main:subagent:1", true, false)]
    [InlineData("agent:main:Subagent:1", true, false)]
    [InlineData("acp:1", false, true)]
    [InlineData("agent:main:ACP:1", false, true)]
    [InlineData("agent:main:x:subagent:1", false, false)]
    [InlineData("agent:main:x:acp:1", false, false)]
    [InlineData("agent:main:subagent", false, false)]
    [InlineData("agent:main:main", false, false)]
    [InlineData("x", false, false)]
    [InlineData(null, false, false)]
    public void A_key_tells_a_sub_agents_session_and_an_editors(string? key, bool isSubagent, bool isAcp)
    {
        SessionKeys.IsSubagent(key).ShouldBe(isSubagent);
        SessionKeys.IsAcp(key).ShouldBe(isAcp);
    }

    [Fact]
    public void A_sub_agent_has_a_session_of_its_agent()
    {
        SessionKeys.Subagent("Ops Team", "1f").ShouldBe("agent:ops-team:subagent:1f");
        SessionKeys.IsSubagent(SessionKeys.Subagent("main", "1f")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("global", null, "global")]
    [InlineData("unknown", "group", "unknown")]
    [InlineData("agent:main:main", null, "direct")]
    [InlineData("agent:main:main", "direct", "direct")]
    [InlineData("agent:main:main", "group", "group")]
    [InlineData("agent:main:main", "channel", "group")]
    [InlineData("agent:main:telegram:group:1", null, "group")]
    [InlineData("agent:main:slack:channel:1", null, "group")]
    public void The_kind_of_a_session_is_its_chats_or_its_keys(string key, string? chatType, string kind) => SessionKinds.Of(key, chatType).ShouldBe(kind);

    [Theory]
    [InlineData(null, "main")]
    [InlineData(" Ops_1-a ", "ops_1-a")]
    [InlineData("ops team!", "ops-team")]
    [InlineData("--ops--", "ops")]
    [InlineData("_ops", "_ops")]
    [InlineData("ärger", "rger")]
    [InlineData("!!!", "main")]
    public void An_id_is_made_of_any_text(string? text, string id) => IdNormalization.AgentId(text).ShouldBe(id);

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100)]
    public void An_id_has_64_characters_at_most(int length)
    {
        IdNormalization.AgentId(new string('a', length)).ShouldBe(new string('a', Math.Min(64, length)));
        IdNormalization.AccountId("." + new string('b', length)).ShouldBe(new string('b', Math.Min(64, length)));
    }

    [Fact]
    public void Whose_account_is_not_named_has_the_default_one() => IdNormalization.AccountId(" ").ShouldBe("default");
}
