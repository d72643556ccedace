using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Replies;

namespace Moltbot.Policy.Tests.Replies;

public sealed class ResponsePrefixTests
{
    private static readonly ResponsePrefix All = new("opus", "anthropic/opus-latest", "anthropic", "high", "Ann");

    [Theory]
    [InlineData("[{model}|{modelFull}|{provider}]", "[opus|anthropic/opus-latest|anthropic]")]
    [InlineData("{thinkingLevel} {THINK}", "high high")]
    [InlineData("{identity.name} {identityName}", "Ann Ann")]
    [InlineData("{unknown} {1} { model } {}", "{unknown} {1} { model } {}")]
    [InlineData("plain", "plain")]
    [InlineData(null, null)]
    public void A_placeholder_is_filled_where_it_is_known(string? template, string? filled) => All.Fill(template).ShouldBe(filled);

    [Fact]
    public void A_placeholder_without_a_value_stays() =>
        new ResponsePrefix().Fill("{model}{modelFull}{provider}{think}{identityName}").ShouldBe("{model}{modelFull}{provider}{think}{identityName}");

    [Theory]
    [InlineData("[{model}]", true)]
    [InlineData("{unknown}", true)]
    [InlineData("plain {", false)]
    [InlineData(null, false)]
    public void A_text_has_placeholders_or_not(string? template, bool expected) => ResponsePrefix.HasPlaceholders(template).ShouldBe(expected);

    [Theory]
    [InlineData("anthropic/claude-opus-4-5-20251101", "claude-opus-4-5")]
    [InlineData("openrouter/anthropic/claude-latest", "claude")]
    [InlineData("claude-latest-20251101", "claude")]
    [InlineData("gpt-5-2025110", "gpt-5-2025110")]
    [InlineData("latest-model", "latest-model")]
    public void A_models_short_name_has_neither_provider_nor_date(string full, string name) => ResponsePrefix.ShortModelName(full).ShouldBe(name);

    [Theory]
    [InlineData(null, null, null, null, "👀", null, null)]
    [InlineData(" Ann ", " 🦞 ", null, null, "🦞", null, "[Ann]")]
    [InlineData(" ", " ", null, "auto", "👀", null, null)]
    [InlineData("Ann", "🦞", " ✅ ", "auto", "✅", "[Ann]", "[Ann]")]
    [InlineData("Ann", "🦞", "", ">", "", ">", "[Ann]")]
    public void An_agent_shows_itself_by_its_identity_unless_messages_say_otherwise(
        string? name, string? emoji, string? ackReaction, string? responsePrefix, string reaction, string? prefix, string? namePrefix) =>
        AgentPresentation.Of(new MessagesConfig { AckReaction = ackReaction, ResponsePrefix = responsePrefix }, new AgentIdentityConfig(name, null, emoji, null))
            .ShouldBe(new AgentPresentation(reaction, prefix, namePrefix));

    [Fact]
    public void An_agent_without_an_identity_has_eyes() =>
        AgentPresentation.Of(new MessagesConfig { ResponsePrefix = "auto" }, null).ShouldBe(new AgentPresentation("👀", null, null));
}
