using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

public sealed class ThinkingOptionsTests
{
    private const string Usual = "off minimal low medium high";

    [Theory]
    [InlineData("openai", "gpt-5.2")]
    [InlineData(" OpenAI ", " GPT-5.2 ")]
    [InlineData("openai-codex", "gpt-5.2-codex")]
    [InlineData("openai-codex", "gpt-5.1-codex")]
    [InlineData(null, "gpt-5.2")]
    [InlineData("", "gpt-5.1-codex")]
    public void Some_models_have_one_more(string? provider, string model)
    {
        Of(ThinkingOptions.For(provider, model)).ShouldBe($"{Usual} xhigh");
        Of(ThinkingOptions.ChoicesFor(provider, model)).ShouldBe($"{Usual} xhigh");
    }

    [Theory]
    [InlineData("openai-codex", "gpt-5.2")]
    [InlineData("openai", "gpt-5.1-codex")]
    [InlineData("openai", null)]
    [InlineData("openai", "")]
    [InlineData(null, null)]
    [InlineData(null, "")]
    [InlineData(null, "5.2")]
    [InlineData(null, "openai/gpt-5.2")]
    [InlineData("anthropic", "claude-opus-4-5")]
    public void Others_have_those_of_all(string? provider, string? model)
    {
        Of(ThinkingOptions.For(provider, model)).ShouldBe(Usual);
        Of(ThinkingOptions.ChoicesFor(provider, model)).ShouldBe(Usual);
    }

    [Theory]
    [InlineData("zai")]
    [InlineData("z.ai")]
    public void One_provider_only_switches_it(string provider)
    {
        Of(ThinkingOptions.ChoicesFor(provider, "glm-5")).ShouldBe("off on");
        Of(ThinkingOptions.For(provider, "glm-5")).ShouldBe(Usual);
    }

    private static string Of(IReadOnlyList<string> levels) => string.Join(' ', levels);
}
