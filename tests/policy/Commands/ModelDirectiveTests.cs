using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

public sealed class ModelDirectiveTests
{
    [Theory]
    [InlineData("/model opus", "", "opus", null)]
    [InlineData("use /MODEL: openai/gpt-5.2@work now", "use now", "openai/gpt-5.2", "work")]
    [InlineData("/model @work", "", null, "work")]
    [InlineData("/model opus@", "", "opus", null)]
    [InlineData("/model", "", null, null)]
    [InlineData("/fast hello", "hello", "fast", null)]
    [InlineData("/other /Fast hello", "/other hello", "Fast", null)]
    [InlineData("/fast /model opus", "/fast", "opus", null)]
    public void A_model_is_named_or_called_by_its_short_name(string text, string cleaned, string? model, string? profile) =>
        ModelDirective.Extract(text, " ", " fast ").ShouldBe(new ModelDirective(cleaned, true, model, profile));

    [Theory]
    [InlineData(null, "")]
    [InlineData(" hello ", "hello")]
    [InlineData("/other hello", "/other hello")]
    [InlineData("a/fast hello", "a/fast hello")]
    [InlineData("/models", "/models")]
    public void Other_texts_name_none(string? text, string cleaned) =>
        ModelDirective.Extract(text, " ", " fast ").ShouldBe(new ModelDirective(cleaned, false));
}
