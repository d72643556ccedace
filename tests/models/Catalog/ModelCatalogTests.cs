using Moltbot.Models.Catalog;
using Moltbot.Models.Providers;

namespace Moltbot.Models.Tests.Catalog;

public sealed class ModelCatalogTests
{
    private static readonly ModelProviderOptions[] Providers =
    [
        new()
        {
            Id = "zeta", BaseUrl = new Uri("https://z/"),
            Models = [new() { Id = "b", Name = "beta", ContextWindow = 8000, Reasoning = true, Input = ["text", "image"] }, new() { Id = "a", Name = "Alpha" }, new() { Id = "a" }],
        },
        new() { Id = "acme", BaseUrl = new Uri("https://a/"), Models = [new() { Id = "x/y", Name = " " }] },
        new() { Id = "empty", BaseUrl = new Uri("https://e/") },
    ];

    private readonly ModelCatalog catalog = new();

    [Fact]
    public void Models_are_sorted_named_and_unique() =>
        catalog.List(Providers).Select(m => (m.Provider, m.Id, m.Name)).ShouldBe([("acme", "x/y", "x/y"), ("zeta", "a", "Alpha"), ("zeta", "b", "beta")]);

    [Fact]
    public void A_row_says_what_the_model_can()
    {
        var row = catalog.List(Providers)[2];

        (row.ContextWindow, row.Reasoning).ShouldBe((8000, true));
        row.Input.ShouldBe(["text", "image"]);
    }

    [Theory]
    [InlineData("zeta", "b", 8000)]
    [InlineData("zeta", "a", 200_000)]
    [InlineData("zeta", "unknown", 200_000)]
    [InlineData("unknown", "b", 200_000)]
    public void An_unknown_window_is_assumed(string provider, string model, int window) =>
        catalog.ContextWindow(Providers, provider, model).ShouldBe(window);
}
