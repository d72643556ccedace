using Moltbot.Policy.Devices;

namespace Moltbot.Policy.Tests.Devices;

/// <summary>The secret that holds, and what may be reached with it or without.</summary>
public sealed class GatewayAuthTests
{
    [Theory]
    [InlineData("MOLTBOT_GATEWAY_TOKEN")]
    [InlineData("OPENCLAW_GATEWAY_TOKEN")]
    [InlineData("CLAWDBOT_GATEWAY_TOKEN")]
    public void A_token_comes_from_the_environment(string variable) =>
        Resolve(new(), (variable, " t ")).ShouldBe(new GatewaySecret(GatewayAuthMode.Token, "t", null));

    [Theory]
    [InlineData("MOLTBOT_GATEWAY_PASSWORD")]
    [InlineData("OPENCLAW_GATEWAY_PASSWORD")]
    [InlineData("CLAWDBOT_GATEWAY_PASSWORD")]
    public void A_password_comes_from_the_environment(string variable) =>
        Resolve(new(), (variable, "p")).ShouldBe(new GatewaySecret(GatewayAuthMode.Password, null, "p"));

    [Fact]
    public void What_is_configured_comes_before_the_environment_and_ours_before_the_originals()
    {
        Resolve(new(Token: "t", Password: "p"), ("MOLTBOT_GATEWAY_TOKEN", "other"), ("MOLTBOT_GATEWAY_PASSWORD", "other"))
            .ShouldBe(new GatewaySecret(GatewayAuthMode.Password, "t", "p"));
        Resolve(new(Token: " ", Password: ""), ("MOLTBOT_GATEWAY_TOKEN", " "), ("OPENCLAW_GATEWAY_TOKEN", "t"), ("CLAWDBOT_GATEWAY_TOKEN", "other"))
            .ShouldBe(new GatewaySecret(GatewayAuthMode.Token, "t", null));
    }

    [Fact]
    public void A_mode_is_one_of_two()
    {
        Resolve(new("token", Password: "p")).Mode.ShouldBe(GatewayAuthMode.Token);
        Resolve(new("password", Token: "t")).Mode.ShouldBe(GatewayAuthMode.Password);
        Should.Throw<FormatException>(() => Resolve(new("none"))).Message.ShouldBe("unknown gateway.auth.mode \"none\" (use token or password)");
    }

    [Theory]
    [InlineData(null, "serve", GatewayAuthMode.Token, true)]
    [InlineData(null, "serve", GatewayAuthMode.Password, false)]
    [InlineData(null, "funnel", GatewayAuthMode.Token, false)]
    [InlineData(false, "serve", GatewayAuthMode.Token, false)]
    [InlineData(true, "off", GatewayAuthMode.Password, true)]
    public void Tailscale_stands_for_the_secret_where_it_may(bool? configured, string tailscale, GatewayAuthMode mode, bool allowed) =>
        new GatewayAuthSettings(AllowTailscale: configured).AllowsTailscale(mode, tailscale).ShouldBe(allowed);

    [Fact]
    public void It_may_stand_for_it_when_the_mode_is_not_known_yet()
    {
        new GatewayAuthSettings().MayAllowTailscale("serve").ShouldBeTrue();
        new GatewayAuthSettings().MayAllowTailscale("off").ShouldBeFalse();
    }

    private const string NoToken = "gateway auth mode is token, but no token was configured (set gateway.auth.token or OPENCLAW_GATEWAY_TOKEN)";
    private const string NoPassword = "gateway auth mode is password, but no password was configured";
    private const string Funnel =
        "gateway.tailscale.mode funnel puts the gateway on the internet and needs gateway.auth.mode password (set gateway.auth.password or MOLTBOT_GATEWAY_PASSWORD)";

    [Theory]
    [InlineData("127.0.0.1", GatewayAuthMode.Token, "t", null, "off", false, null)]
    [InlineData("0.0.0.0", GatewayAuthMode.Token, "t", null, "off", false, null)]
    [InlineData("0.0.0.0", GatewayAuthMode.Password, null, "p", "off", false, null)]
    [InlineData("127.0.0.1", GatewayAuthMode.Token, null, "p", "off", false, NoToken)]
    [InlineData("127.0.0.1", GatewayAuthMode.Token, "", null, "off", false, NoToken)]
    [InlineData("127.0.0.1", GatewayAuthMode.Token, null, null, "serve", true, null)]
    [InlineData("127.0.0.1", GatewayAuthMode.Password, "t", null, "off", true, NoPassword)]
    [InlineData("127.0.0.1", GatewayAuthMode.Password, "t", "", "off", false, NoPassword)]
    [InlineData("127.0.0.1", GatewayAuthMode.Password, null, "p", "funnel", false, null)]
    [InlineData("127.0.0.1", GatewayAuthMode.Token, "t", null, "funnel", false, Funnel)]
    [InlineData("127.0.0.1", GatewayAuthMode.Token, "t", null, "serve", false, null)]
    [InlineData("0.0.0.0", GatewayAuthMode.Token, "t", null, "serve", true,
        "gateway.tailscale.mode serve needs gateway.bind loopback, not one that listens on 0.0.0.0: Tailscale brings the callers to this machine")]
    [InlineData("0.0.0.0", GatewayAuthMode.Token, null, "p", "off", true,
        "refusing to listen on 0.0.0.0 without a secret: set gateway.auth.token or gateway.auth.password, or gateway.bind loopback")]
    [InlineData("0.0.0.0", GatewayAuthMode.Token, "", null, "off", true,
        "refusing to listen on 0.0.0.0 without a secret: set gateway.auth.token or gateway.auth.password, or gateway.bind loopback")]
    public void Nothing_is_reached_from_afar_without_a_secret(
        string bind, GatewayAuthMode mode, string? token, string? password, string tailscale, bool allowsTailscale, string? problem) =>
        new GatewayExposure(bind, new GatewaySecret(mode, token, password), tailscale).Problem(allowsTailscale).ShouldBe(problem);

    private static GatewaySecret Resolve(GatewayAuthSettings settings, params (string Name, string Value)[] environment) =>
        settings.Resolve(name => environment.FirstOrDefault(each => each.Name == name).Value);
}
