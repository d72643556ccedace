using Moltbot.Policy.Devices;

namespace Moltbot.Policy.Tests.Devices;

public sealed class SecretTests
{
    private static readonly GatewaySecret Token = new(GatewayAuthMode.Token, "geheim", null);

    [Theory]
    [InlineData("geheim", null, null)]
    [InlineData("geheiM", null, SecretFailure.TokenMismatch)]
    [InlineData("", null, SecretFailure.TokenMissing)]
    [InlineData(null, "geheim", SecretFailure.TokenMissing)]
    [InlineData("gehéim", null, SecretFailure.TokenMismatch)]
    public void A_token_gateway_takes_its_token_only(string? token, string? password, SecretFailure? expected) =>
        SharedSecret.Check(Token, token, password).ShouldBe(expected);

    [Fact]
    public void A_gateway_without_a_secret_accepts_nothing()
    {
        SharedSecret.Check(new GatewaySecret(GatewayAuthMode.Token, null, "p"), null, "p").ShouldBe(SecretFailure.TokenNotConfigured);
        SharedSecret.Check(new GatewaySecret(GatewayAuthMode.Token, "", null), "", null).ShouldBe(SecretFailure.TokenNotConfigured);
        SharedSecret.Check(new GatewaySecret(GatewayAuthMode.Password, "t", null), "t", "").ShouldBe(SecretFailure.PasswordNotConfigured);
        GatewaySecret.DefaultMode(null).ShouldBe(GatewayAuthMode.Token);
        GatewaySecret.DefaultMode("p").ShouldBe(GatewayAuthMode.Password);
    }

    [Fact]
    public void Texts_carry_the_clients_hint()
    {
        AuthMessages.For(SecretFailure.TokenMismatch, "cli")
            .ShouldBe("unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)");
        AuthMessages.For(SecretFailure.TokenMissing, "openclaw-control-ui")
            .ShouldBe("unauthorized: gateway token missing (open a tokenized dashboard URL or paste token in Control UI settings)");
        AuthMessages.For(SecretFailure.PasswordMismatch, "openclaw-ios")
            .ShouldBe("unauthorized: gateway password mismatch (provide gateway auth password)");
        AuthMessages.For(SecretFailure.Other, null).ShouldBe("unauthorized");
    }

    [Fact]
    public void Of_a_token_its_hash_may_be_all_that_is_known()
    {
        var hashed = new GatewaySecret(GatewayAuthMode.Token, null, null, SecretComparison.Hash("geheim"));
        SharedSecret.Check(hashed, "geheim", null).ShouldBeNull();
        SharedSecret.Check(hashed, "geheiM", null).ShouldBe(SecretFailure.TokenMismatch);
        SharedSecret.Check(hashed, hashed.TokenHash, null).ShouldBe(SecretFailure.TokenMismatch);
        SharedSecret.Check(hashed, "", null).ShouldBe(SecretFailure.TokenMissing);
        SharedSecret.Check(hashed with { Token = "other" }, "geheim", null).ShouldBe(SecretFailure.TokenMismatch, "the token that is known counts");
        SharedSecret.Check(hashed with { TokenHash = "" }, "geheim", null).ShouldBe(SecretFailure.TokenNotConfigured);
    }

    [Fact]
    public void A_password_gateway_takes_its_password_only()
    {
        var password = new GatewaySecret(GatewayAuthMode.Password, "t", "p", SecretComparison.Hash("h"));
        SharedSecret.Check(password, "t", "p").ShouldBeNull();
        SharedSecret.Check(password, "t", "t").ShouldBe(SecretFailure.PasswordMismatch);
        SharedSecret.Check(password, "p", null).ShouldBe(SecretFailure.PasswordMissing);
        SharedSecret.Check(password with { Password = null }, null, "h").ShouldBe(SecretFailure.PasswordNotConfigured);
    }

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("", "", false)]
    [InlineData(null, null, false)]
    [InlineData(null, "a", false)]
    [InlineData("a", null, false)]
    [InlineData("a", "", false)]
    public void What_is_absent_equals_nothing(string? presented, string? expected, bool equal)
    {
        SecretComparison.AreEqual(presented, expected).ShouldBe(equal);
        SecretComparison.MatchesHash(presented, string.IsNullOrEmpty(expected) ? expected : SecretComparison.Hash(expected)).ShouldBe(equal);
    }

    private const string TokenDashboard = "(open a tokenized dashboard URL or paste token in Control UI settings)", PasswordDashboard = "(enter the password in Control UI settings)";

    [Theory]
    [InlineData(SecretFailure.TokenMissing, "cli", "unauthorized: gateway token missing (set gateway.remote.token to match gateway.auth.token)")]
    [InlineData(SecretFailure.TokenMissing, "clawdbot-control-ui", "unauthorized: gateway token missing " + TokenDashboard)]
    [InlineData(SecretFailure.TokenMismatch, "webchat", "unauthorized: gateway token mismatch " + TokenDashboard)]
    [InlineData(SecretFailure.TokenMismatch, "webchat-ui", "unauthorized: gateway token mismatch " + TokenDashboard)]
    [InlineData(SecretFailure.TokenMismatch, null, "unauthorized: gateway token mismatch (provide gateway auth token)")]
    [InlineData(SecretFailure.TokenNotConfigured, "cli", "unauthorized: gateway token not configured on gateway (set gateway.auth.token)")]
    [InlineData(SecretFailure.PasswordMissing, "cli", "unauthorized: gateway password missing (set gateway.remote.password to match gateway.auth.password)")]
    [InlineData(SecretFailure.PasswordMissing, "openclaw-control-ui", "unauthorized: gateway password missing " + PasswordDashboard)]
    [InlineData(SecretFailure.PasswordMismatch, "clawdbot-control-ui", "unauthorized: gateway password mismatch " + PasswordDashboard)]
    [InlineData(SecretFailure.PasswordMismatch, "webchat", "unauthorized: gateway password mismatch " + PasswordDashboard)]
    [InlineData(SecretFailure.PasswordMismatch, "webchat-ui", "unauthorized: gateway password mismatch " + PasswordDashboard)]
    [InlineData(SecretFailure.PasswordNotConfigured, null, "unauthorized: gateway password not configured on gateway (set gateway.auth.password)")]
    [InlineData(SecretFailure.TailscaleUserMissing, null, "unauthorized: tailscale identity missing (use Tailscale Serve auth or gateway token/password)")]
    [InlineData(SecretFailure.TailscaleProxyMissing, null, "unauthorized: tailscale proxy headers missing (use Tailscale Serve or gateway token/password)")]
    [InlineData(SecretFailure.TailscaleWhoisFailed, null, "unauthorized: tailscale identity check failed (use Tailscale Serve auth or gateway token/password)")]
    [InlineData(SecretFailure.TailscaleUserMismatch, null, "unauthorized: tailscale identity mismatch (use Tailscale Serve auth or gateway token/password)")]
    public void Clients_know_a_refusal_by_its_text(SecretFailure failure, string? client, string text) => AuthMessages.For(failure, client).ShouldBe(text);

    [Fact]
    public void A_device_token_counts_for_what_it_was_told_with()
    {
        var token = new DeviceToken(SecretComparison.Hash("abc"), ["operator.read"]);
        token.Accepts("abc", ["operator.read"]).ShouldBeTrue();
        token.Accepts("abc", []).ShouldBeTrue();
        token.Accepts("abd", []).ShouldBeFalse();
        token.Accepts(null, []).ShouldBeFalse();
        token.Accepts("abc", ["operator.write"]).ShouldBeFalse();
        token.Accepts(token.Hash, []).ShouldBeFalse();
    }
}
