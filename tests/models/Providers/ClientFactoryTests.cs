using Moltbot.Models.Providers;

namespace Moltbot.Models.Tests.Providers;

public sealed class ClientFactoryTests
{
    [Fact]
    public async Task Equal_options_of_one_tenant_share_a_client_and_others_do_not()
    {
        await using var rig = await ModelRig.StartAsync();
        var first = rig.Clients.GetClient("a", rig.Options());

        rig.Clients.GetClient("a", rig.Options()).ShouldBeSameAs(first);
        rig.Clients.GetClient("b", rig.Options()).ShouldNotBeSameAs(first);
        rig.Clients.GetClient("a", rig.Options(), "profile").ShouldNotBeSameAs(first);
        rig.Clients.Forget("a");
        rig.Clients.GetClient("a", rig.Options()).ShouldNotBeSameAs(first);
    }

    [Fact]
    public async Task A_changed_option_gives_a_new_client()
    {
        await using var rig = await ModelRig.StartAsync();
        var options = rig.Options();
        ModelProviderOptions[] changes =
        [
            options with { ApiKey = "sk-other-key" },
            options with { ApiKey = null },
            options with { BaseUrl = new Uri("http://127.0.0.1:9/v1") },
            options with { Api = ModelApi.AnthropicMessages },
            options with { Headers = new Dictionary<string, string> { ["X-A"] = "1" } },
            options with { Models = [] },
        ];
        foreach (var change in changes)
        {
            var before = rig.Clients.GetClient("a", options);
            rig.Clients.GetClient("a", change).ShouldNotBeSameAs(before);
        }
    }

    [Fact]
    public async Task A_call_in_progress_survives_the_change_of_its_options()
    {
        await using var rig = await ModelRig.StartAsync();
        var stop = TestContext.Current.CancellationToken;
        await using var stream = rig.Clients.GetClient("a", rig.Options())
            .GetStreamingResponseAsync(ModelRig.Hi, cancellationToken: stop).GetAsyncEnumerator(stop);
        await stream.MoveNextAsync();

        rig.Clients.GetClient("a", rig.Options() with { ApiKey = "sk-rotated-key" });

        while (await stream.MoveNextAsync())
        {
            stream.Current.ModelId.ShouldBe("m1");
        }
    }

    [Theory]
    [InlineData("http://api.example.com/v1", null, null, "baseUrl must be https")]
    [InlineData("ftp://api.example.com/", null, null, "baseUrl must be an absolute http or https address")]
    [InlineData("https://u:p@api.example.com/", null, null, "baseUrl may not hold user info")]
    [InlineData("https://api.example.com/?key=1", null, null, "baseUrl may not hold user info")]
    [InlineData("https://api.example.com/", null, "a\r\nHost: evil", "apiKey may hold printable ASCII")]
    [InlineData("https://api.example.com/", null, "ключ", "apiKey may hold printable ASCII")]
    [InlineData("https://api.example.com/", "Host", "x", "headers has a name")]
    [InlineData("https://api.example.com/", "transfer-encoding", "x", "headers has a name")]
    [InlineData("https://api.example.com/", "X A", "x", "headers has a name")]
    [InlineData("https://api.example.com/", "", "x", "headers has a name")]
    [InlineData("https://api.example.com/", "X-A", "a\nb", "headers.X-A may hold printable ASCII")]
    public async Task Options_that_cannot_work_are_refused_by_name_without_their_values(string url, string? header, string? value, string says)
    {
        await using var rig = await ModelRig.StartAsync();
        var options = new ModelProviderOptions
        {
            Id = "p", BaseUrl = new Uri(url), ApiKey = header is null ? value : "key",
            Headers = header is null ? [] : new Dictionary<string, string> { [header] = value! },
        };

        var error = Should.Throw<ArgumentException>(() => rig.Clients.GetClient("a", options));

        error.Message.ShouldStartWith("models.providers.p." + says);
        if (value is { Length: > 1 })
        {
            error.Message.ShouldNotContain(value);
        }
    }

    [Fact]
    public void Options_do_not_print_their_secrets() =>
        new ModelProviderOptions { Id = "p", BaseUrl = new Uri("https://x/"), ApiKey = ModelRig.Key }.ToString().ShouldBe("p (openai-completions)");
}
