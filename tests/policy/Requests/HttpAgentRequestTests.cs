using Moltbot.Policy.Requests;

namespace Moltbot.Policy.Tests.Requests;

/// <summary>Which agent and session a request to the OpenAI-shaped endpoints means (protocol.md §8).</summary>
public sealed class HttpAgentRequestTests
{
    [Theory]
    [InlineData("Beta One", "openclaw:ops", "beta-one")]
    [InlineData(" ", "openclaw:ops", "ops")]
    [InlineData(null, "OpenClaw/OPS", "ops")]
    [InlineData(null, " moltbot:ops ", "ops")]
    [InlineData(null, "moltbot/ops", "ops")]
    [InlineData(null, "agent:ops", "ops")]
    [InlineData(null, "agent/ops", "boss")]
    [InlineData(null, "openclaw", "boss")]
    [InlineData(null, "openclaw:", "boss")]
    [InlineData(null, "openclaw:-ops", "boss")]
    [InlineData(null, "my-openclaw:ops", "boss")]
    [InlineData(null, "openclaw:ops:more", "boss")]
    [InlineData(null, "gpt-4", "boss")]
    [InlineData(null, null, "boss")]
    public void A_request_names_an_agent_by_header_or_model(string? header, string? model, string agent) =>
        HttpAgentRequest.AgentIdOf(header, model, "Boss").ShouldBe(agent);

    [Fact]
    public void A_request_that_names_no_agent_means_main() => HttpAgentRequest.AgentIdOf(null, null).ShouldBe("main");

    [Fact]
    public void An_agent_has_64_characters_at_most()
    {
        HttpAgentRequest.AgentIdOf(null, "agent:" + new string('a', 64)).ShouldBe(new string('a', 64));
        HttpAgentRequest.AgentIdOf(null, "agent:" + new string('a', 65)).ShouldBe("main");
    }

    [Theory]
    [InlineData(" agent:x:Y ", "alice", "agent:x:Y")]
    [InlineData(" ", " Alice ", "agent:ops:openai-user:alice")]
    [InlineData(null, "alice", "agent:ops:openai-user:alice")]
    [InlineData(null, " ", "agent:ops:openai:17")]
    [InlineData(null, null, "agent:ops:openai:17")]
    public void A_request_has_the_session_it_names_or_its_users_or_its_own(string? header, string? user, string session) =>
        HttpAgentRequest.SessionKeyOf(header, "ops", user, "openai", "17").ShouldBe(session);

    [Theory]
    [InlineData("Bearer x", "x")]
    [InlineData("  BEARER   x y  ", "x y")]
    [InlineData("Bearer", null)]
    [InlineData("Bearer ", null)]
    [InlineData("Bearerx", null)]
    [InlineData("Token x", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_token_is_what_follows_its_scheme(string? header, string? token) => HttpAgentRequest.BearerToken(header).ShouldBe(token);

    [Fact]
    public void A_header_too_long_to_be_ours_is_not_looked_at()
    {
        var longest = new string('x', 4096 - "Bearer ".Length);
        HttpAgentRequest.BearerToken("Bearer " + longest).ShouldBe(longest);
        HttpAgentRequest.BearerToken("Bearer x" + longest).ShouldBeNull();
        HttpAgentRequest.BearerToken("Bearer x" + new string(' ', 5000)).ShouldBeNull();
    }
}
