using Moltbot.Policy.Models;

namespace Moltbot.Policy.Tests.Models;

public sealed class ModelAliasTests
{
    private static readonly ModelReference Opus = new("anthropic", "claude-opus-4-5");
    private static readonly ModelReference Gpt = new("openai", "gpt-5.2");
    private static readonly ModelAliases Aliases = new([new(" Opus ", Opus), new("big", Opus), new("fast", Opus), new("Fast", Gpt)]);

    [Theory]
    [InlineData("opus")]
    [InlineData(" OPUS ")]
    [InlineData("big")]
    public void A_model_goes_by_its_short_names(string name) => Aliases.Find(name)!.Model.ShouldBe(Opus);

    [Fact]
    public void Some_names_hold_without_being_configured() => BuiltInAliases.All.Select(static alias => $"{alias.Key} {alias.Value}").ShouldBe(
    [
        "opus anthropic/claude-opus-4-5",
        "sonnet anthropic/claude-sonnet-4-5",
        "gpt openai/gpt-5.2",
        "gpt-mini openai/gpt-5-mini",
        "gemini google/gemini-3-pro-preview",
        "gemini-flash google/gemini-3-flash-preview",
    ]);

    [Fact]
    public void Of_two_models_with_one_name_the_later_wins()
    {
        Aliases.Find("fast").ShouldBe(new ModelAlias("Fast", Gpt));
        Aliases.All.Select(static alias => alias.Name).ShouldBe([" Opus ", "big", "Fast"]);
    }

    [Fact]
    public void The_names_of_a_model_come_in_the_order_given()
    {
        Aliases.NamesOf(Opus).ShouldBe([" Opus ", "big", "fast"]);
        Aliases.NamesOf(Gpt).ShouldBe(["Fast"]);
        Aliases.NamesOf(new ModelReference("openai", "other")).ShouldBeEmpty();
        Aliases.Find("other").ShouldBeNull();
    }

    [Fact]
    public void What_has_a_slash_is_never_a_short_name()
    {
        var aliases = new ModelAliases([new("openai/x", Opus)]);
        aliases.Resolve("openai/x").ShouldBe(new ModelAlias("", new ModelReference("openai", "x")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("openai/")]
    public void What_names_no_model_finds_none(string? text) => Aliases.Resolve(text).ShouldBeNull();

    [Fact]
    public void What_is_no_short_name_is_a_model_of_the_provider_at_hand()
    {
        Aliases.Resolve(" big ", "openai").ShouldBe(new ModelAlias("big", Opus));
        Aliases.Resolve("gpt-5", "openai").ShouldBe(new ModelAlias("", new ModelReference("openai", "gpt-5")));
        Aliases.Resolve("gpt-5").ShouldBe(new ModelAlias("", new ModelReference("anthropic", "gpt-5")));
    }

    [Fact]
    public void Short_names_are_configured_beside_their_models()
    {
        var aliases = ModelAliases.From(
            [
                KeyValuePair.Create("anthropic/opus-4.5", (string?)" Opus "), KeyValuePair.Create("openai/x", (string?)" "),
                KeyValuePair.Create("openai/y", (string?)null), KeyValuePair.Create("openai/", (string?)"broken"), KeyValuePair.Create("bare", (string?)"b"),
            ], "openai");
        aliases.All.ShouldBe([new ModelAlias("Opus", Opus), new ModelAlias("b", new ModelReference("openai", "bare"))]);
    }
}
