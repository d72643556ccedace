using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Models.Profiles;

namespace Moltbot.Policy.Tests.Models;

/// <summary>In which order credentials of a provider are tried (runtime.md §12).</summary>
public sealed class ProfileOrderTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);
    private static readonly CredentialProfile Key = new() { Id = "key", Provider = "zai", Kind = CredentialKind.ApiKey };
    private static readonly CredentialProfile Token = new() { Id = "token", Provider = "z.ai", Kind = CredentialKind.Token };
    private static readonly CredentialProfile OAuth = new() { Id = "oauth", Provider = "Z-AI", Kind = CredentialKind.OAuth };
    private static readonly CredentialProfile Other = new() { Id = "other", Provider = "openai", Kind = CredentialKind.ApiKey };

    [Fact]
    public void The_better_kind_comes_first_and_of_one_kind_the_one_not_used_for_longest()
    {
        Order([Key, Token, Other, OAuth]).ShouldBe(["oauth", "token", "key"]);
        Order([Key with { LastUsed = Now }, Key with { Id = "older", LastUsed = Now.AddHours(-1) }, Key with { Id = "never" }, Token with { LastUsed = Now }])
            .ShouldBe(["token", "never", "older", "key"]);
    }

    [Fact]
    public void What_rests_comes_last_and_of_those_the_one_that_is_back_first()
    {
        Order([OAuth with { CoolsUntil = Now.AddHours(2) }, Token with { CoolsUntil = Now.AddHours(1) }, Key]).ShouldBe(["key", "token", "oauth"]);
        Order([OAuth with { CoolsUntil = Now }, Key]).ShouldBe(["oauth", "key"], "its rest is over");
        Order([OAuth with { CoolsUntil = Now.AddTicks(1) }, Key]).ShouldBe(["key", "oauth"]);
        Order([OAuth with { CoolsUntil = Now.AddTicks(1) }, Key], stored: ["oauth", "key"]).ShouldBe(["key", "oauth"], "an order that was set does not wake it");
    }

    [Fact]
    public void A_stored_order_wins_over_a_configured_one_and_that_over_the_profiles()
    {
        Order([Key, Token, OAuth], stored: ["key", "oauth"], configured: ["token"]).ShouldBe(["key", "oauth"]);
        Order([Key, Token, OAuth], configured: ["key", "token"]).ShouldBe(["key", "token"]);
        Order([Key, Token, OAuth], profiles: [("token", "zai", "token"), ("key", "z.ai", "api_key"), ("other", "openai", "api_key")]).ShouldBe(["token", "key"]);
        Order([Key, Token, OAuth], profiles: [("other", "openai", "api_key")]).ShouldBe(["oauth", "token", "key"], "nothing is configured for this provider");
    }

    [Fact]
    public void An_order_names_each_once_and_only_what_there_is()
    {
        Order([Key, Token, OAuth, Other], stored: ["key", "gone", "other", "key", "token"]).ShouldBe(["key", "token"]);
        Order([Key], stored: []).ShouldBeEmpty("an order that names nothing allows nothing");
    }

    [Fact]
    public void The_one_that_a_person_chose_is_tried_first_if_it_can_be()
    {
        Order([Key, Token, OAuth], preferred: "key").ShouldBe(["key", "oauth", "token"]);
        Order([Key, Token, OAuth, Other], preferred: "other").ShouldBe(["oauth", "token", "key"]);
        Order([Key with { HasSecret = false }, Token], preferred: "key").ShouldBe(["token"]);
    }

    [Fact]
    public void What_cannot_be_used_is_left_out()
    {
        Order([Key with { HasSecret = false }, Token]).ShouldBe(["token"]);
        Order([Token with { ExpiresAt = Now }, Key]).ShouldBe(["key"], "a token is over at its end");
        Order([Token with { ExpiresAt = Now.AddTicks(1) }, Key]).ShouldBe(["token", "key"]);
        Order([Token with { ExpiresAt = Now.AddTicks(1), HasSecret = false }, Key]).ShouldBe(["key"]);
        Order([OAuth with { ExpiresAt = Now.AddYears(-1) }, Key with { ExpiresAt = Now.AddYears(-1) }]).ShouldBe(["oauth", "key"], "only a token cannot be renewed");
    }

    [Theory]
    [InlineData("zai", "oauth", "oauth token")]
    [InlineData("z.ai", "token", "token")]
    [InlineData("zai", "api_key", "key")]
    [InlineData("zai", "other", "")]
    [InlineData("openai", "oauth", "")]
    public void A_stored_credential_must_be_what_was_configured_under_its_name(string provider, string mode, string usable) =>
        Order([Key, Token, OAuth], stored: ["oauth", "token", "key"], profiles: [("oauth", provider, mode), ("token", provider, mode), ("key", provider, mode)])
            .ShouldBe(usable.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IReadOnlyList<string> Order(
        CredentialProfile[] store, string[]? stored = null, string[]? configured = null, (string Id, string Provider, string Mode)[]? profiles = null, string? preferred = null)
    {
        var auth = new AuthConfig
        {
            Profiles = (profiles ?? []).ToDictionary(static each => each.Id, static each => new AuthProfileConfig(each.Provider, each.Mode, null)),
            Order = Orders("Z-ai", configured),
        };
        return ProfileOrder.For("z.ai", auth, new CredentialStore(store, Orders("zai", stored)), Now, preferred);
    }

    private static Dictionary<string, IReadOnlyList<string>> Orders(string provider, string[]? ids) =>
        ids is null ? new() { ["openai"] = ["other"] } : new() { ["openai"] = ["other"], [provider] = ids };
}
