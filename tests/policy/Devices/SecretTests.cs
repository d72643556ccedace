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
