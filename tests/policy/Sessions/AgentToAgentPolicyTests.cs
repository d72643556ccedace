using System.Text.Json;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

/// <summary>Whether one agent reads and writes the sessions of another.</summary>
public sealed class AgentToAgentPolicyTests
{
    [Theory]
    [InlineData("a", "b", true)]
    [InlineData("b", "a", true)]
    [InlineData("a", "ops-1", true)]
    [InlineData("OPS-x", "a", true)]
    [InlineData("a", "c", false)]
    [InlineData("c", "a", false)]
    [InlineData("A", "b", false)]
    [InlineData("a", "xops-1", false)]
    [InlineData("a", "", false)]
    [InlineData("c", "c", true)]
    public void Both_agents_must_be_listed(string requester, string target, bool isAllowed) =>
        new AgentToAgentPolicy(true, ["a", " b ", " ", "ops-*"]).Allows(requester, target).ShouldBe(isAllowed);

    [Theory]
    [InlineData("o.s", "ops", false)]
    [InlineData("*.s", "ops", false)]
    [InlineData("*-end", "a-end-b", false)]
    [InlineData("a*z", "abcz", true)]
    public void A_pattern_is_of_stars_alone_and_fits_the_whole_id(string entry, string id, bool isAllowed) =>
        new AgentToAgentPolicy(true, [entry, "me"]).Allows("me", id).ShouldBe(isAllowed);

    [Fact]
    public void A_star_or_no_list_is_all_and_off_is_nobody_but_oneself()
    {
        new AgentToAgentPolicy(true, []).Allows("a", "b").ShouldBeTrue();
        new AgentToAgentPolicy(true, [" * "]).Allows("a", "b").ShouldBeTrue();
        new AgentToAgentPolicy(false, ["*"]).Allows("a", "b").ShouldBeFalse();
        new AgentToAgentPolicy(false, []).Allows("a", "a").ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"enabled":true,"allow":["a"]}""", true, 1)]
    [InlineData("""{"enabled":false,"allow":["a","b"]}""", false, 2)]
    [InlineData("{}", false, 0)]
    public void It_is_off_unless_switched_on(string json, bool isEnabled, int listed)
    {
        var policy = AgentToAgentPolicy.From(new ConfigSection(JsonDocument.Parse(json).RootElement));

        policy.Enabled.ShouldBe(isEnabled);
        policy.Allow.Count.ShouldBe(listed);
    }

    [Fact]
    public void The_default_agent_is_the_marked_one_else_the_first_else_main()
    {
        new AgentList(["Ops", "b"], "B ").DefaultId.ShouldBe("b");
        new AgentList(["Ops", "b"], null).DefaultId.ShouldBe("ops");
        new AgentList([], null).DefaultId.ShouldBe("main");
    }

    [Fact]
    public void Agents_are_known_by_their_normal_ids_each_once()
    {
        new AgentList(["Ops", " ops", "b b"], null).NormalizedIds.ShouldBe(["ops", "b-b"]);
        new AgentList([], "x").NormalizedIds.ShouldBe(["main"]);
    }

    [Theory]
    [InlineData("agent:B:main", "b")]
    [InlineData("telegram:7", "ops")]
    [InlineData(null, "ops")]
    public void A_session_is_its_keys_agents_or_the_default_ones(string? key, string agent) => new AgentList(["Ops", "b"], null).OfSession(key).ShouldBe(agent);
}
