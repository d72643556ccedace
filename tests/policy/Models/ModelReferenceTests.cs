using Moltbot.Policy.Models;

namespace Moltbot.Policy.Tests.Models;

/// <summary>Models as people write them.</summary>
public sealed class ModelReferenceTests
{
    [Theory]
    [InlineData("openai/gpt-5.2", "openai", "gpt-5.2")]
    [InlineData(" OpenAI / GPT ", "openai", "GPT")]
    [InlineData("z.ai/glm", "zai", "glm")]
    [InlineData("z-ai/glm", "zai", "glm")]
    [InlineData("opencode-zen/x", "opencode", "x")]
    [InlineData("qwen/x", "qwen-portal", "x")]
    [InlineData("kimi-code/x", "kimi-coding", "x")]
    [InlineData("openrouter/meta/llama", "openrouter", "meta/llama")]
    [InlineData("bare-model", "anthropic", "bare-model")]
    [InlineData("anthropic/Opus-4.5", "anthropic", "claude-opus-4-5")]
    [InlineData("sonnet-4.5", "anthropic", "claude-sonnet-4-5")]
    [InlineData("anthropic/Claude-X", "anthropic", "Claude-X")]
    [InlineData("google/gemini-3-pro", "google", "gemini-3-pro-preview")]
    [InlineData("google/gemini-3-flash", "google", "gemini-3-flash-preview")]
    [InlineData("google/gemini-2.5-pro", "google", "gemini-2.5-pro")]
    [InlineData("openai/opus-4.5", "openai", "opus-4.5")]
    [InlineData("vertex/gemini-3-pro", "vertex", "gemini-3-pro")]
    public void A_reference_has_one_form(string text, string provider, string model)
    {
        var reference = ModelReference.Parse(text)!;
        reference.ShouldBe(new ModelReference(provider, model));
        reference.ToString().ShouldBe($"{provider}/{model}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("/x")]
    [InlineData("a/")]
    [InlineData(" / ")]
    public void Half_a_reference_is_none(string? text) => ModelReference.Parse(text).ShouldBeNull();

    [Fact]
    public void A_bare_model_is_of_the_provider_at_hand()
    {
        ModelReference.Parse("gemini-3-pro", "Google").ShouldBe(new ModelReference("google", "gemini-3-pro-preview"));
        ModelReference.Parse("x/y", "google").ShouldBe(new ModelReference("x", "y"));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("  ", "")]
    [InlineData(" Anthropic ", "anthropic")]
    [InlineData("Z.AI", "zai")]
    public void A_provider_has_one_id(string? text, string id) => ProviderIds.Normalize(text).ShouldBe(id);
}
