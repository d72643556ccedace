using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;

namespace Moltbot.Policy.Tests.Models;

/// <summary>Which models an agent runs on, and which may be chosen.</summary>
public sealed class ModelSelectionTests
{
    private const string Several =
        """
        { agents: {
          defaults: { model: { primary: 'smart', fallbacks: ['openai/gpt-5.2', 'haiku', 'openai/gpt-5.2'] }, models: { 'google/gemini-x': { alias: 'Smart' }, 'openai/gpt-5.2': {} } },
          list: [{ id: 'own', model: { primary: 'openai/own', fallbacks: ['bare', 'Smart', ' '] } }, { id: 'none', model: { primary: 'x/y', fallbacks: [] } }, { id: 'plain' }] } }
        """;

    [Theory]
    [InlineData("{}", "anthropic/claude-opus-4-5")]
    [InlineData("{ agents: { defaults: { model: { primary: ' ' } } } }", "anthropic/claude-opus-4-5")]
    [InlineData("{ agents: { defaults: { model: { primary: 'bare' } } } }", "anthropic/bare")]
    [InlineData("{ agents: { defaults: { model: { primary: 'openai/' } } } }", "anthropic/claude-opus-4-5")]
    [InlineData(Several, "google/gemini-x")]
    public void Who_has_no_model_has_everybodys(string config, string model)
    {
        var agents = Document(config).Agents;
        ModelSelection.Default(agents.Defaults).Key.ShouldBe(model);
        ModelSelection.ForAgent(agents, "plain").Key.ShouldBe(model);
        ModelSelection.ForAgent(agents, null).Key.ShouldBe(model);
    }

    [Fact]
    public void Nothing_configured_means_what_the_caller_says()
    {
        var defaults = Document("{}").Agents.Defaults;
        ModelSelection.Default(defaults, "openai", "gpt").Key.ShouldBe("openai/gpt");
        ModelSelection.Default(Document("{ agents: { defaults: { model: { primary: 'bare' } } } }").Agents.Defaults, "openai", "gpt").Key
            .ShouldBe("anthropic/bare", "a configured bare name always meant Anthropic");
        ModelSelection.Default(Document("{ agents: { defaults: { model: { primary: 'b' }, models: { bare: { alias: 'b' } } } } }").Agents.Defaults, "openai", "gpt").Key
            .ShouldBe("openai/bare", "an alias is of the provider at hand");
    }

    [Theory]
    [InlineData("plain", null, "google/gemini-x openai/gpt-5.2 google/haiku")]
    [InlineData("own", null, "openai/own openai/bare google/gemini-x")]
    [InlineData("none", null, "x/y")]
    [InlineData("plain", "a/b", "a/b openai/gpt-5.2 google/haiku google/gemini-x")]
    [InlineData("plain", "openai/gpt-5.2", "openai/gpt-5.2 google/haiku google/gemini-x")]
    public void The_chosen_model_is_tried_first_and_each_once(string agent, string? chosen, string tried) =>
        ModelSelection.Candidates(Document(Several).Agents, agent, ModelReference.Parse(chosen)).Select(static model => model.Key)
            .ShouldBe(tried.Split(' '));

    [Theory]
    [InlineData("{}", "")]
    [InlineData("{ agents: { defaults: { imageModel: { primary: ' ' } } } }", "")]
    [InlineData("{ agents: { defaults: { imageModel: { primary: 'bare' } } } }", "anthropic/bare")]
    [InlineData("{ agents: { defaults: { imageModel: { primary: 'eyes', fallbacks: ['glasses', 'openai/own', 'x/y', ' '] }, models: { 'x/y': { alias: 'Eyes' } } } } }", "x/y x/glasses openai/own")]
    [InlineData("{ agents: { defaults: { model: { primary: 'x/y' }, imageModel: { fallbacks: ['x/z', 'glasses'] } } } }", "x/z anthropic/glasses")]
    public void For_pictures_those_are_tried_that_are_named_for_them(string config, string tried) =>
        string.Join(' ', ModelSelection.ForPictures(Document(config).Agents.Defaults).Select(static model => model.Key)).ShouldBe(tried);

    [Theory]
    [InlineData("{}", "any/model", true)]
    [InlineData(Several, "google/gemini-x", true)]
    [InlineData(Several, "openai/gpt-5.2", true)]
    [InlineData(Several, "openai/GPT-5.2", false)]
    [InlineData(Several, "openai/other", false)]
    [InlineData("{ agents: { defaults: { models: { 'openai/x': {} } } } }", "anthropic/claude-opus-4-5", true)]
    [InlineData("{ agents: { defaults: { models: { 'opus-4.5': {} }, model: { primary: 'x/y' } } } }", "anthropic/claude-opus-4-5", true)]
    [InlineData("{ agents: { defaults: { models: { 'opus-4.5': {} }, model: { primary: 'x/y' } } } }", "x/y", true)]
    [InlineData("{ agents: { defaults: { models: { 'opus-4.5': {} }, model: { primary: 'x/y' } } } }", "anthropic/opus-4.5", false)]
    public void Where_models_are_listed_only_those_may_be_chosen_and_everybodys_own(string config, string model, bool allowed)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        new ModelAllowList(Document(config)).Allows(new ModelReference(model[..slash], model[(slash + 1)..])).ShouldBe(allowed);
    }

    private static ConfigDocument Document(string json) =>
        ConfigLoader.Load(new ConfigSource("test.json", json), new ConfigLoadOptions()) is { Valid: true } loaded
            ? loaded.Config!
            : throw new InvalidOperationException("the document is not valid");
}
