using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Addresses;
using Moltbot.Policy.Devices;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>net_proxy and the localConnection rules of seed_rules: where a connection comes from, and its shared secret.</summary>
public sealed class AddressesArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("isLoopbackAddress", input => IpText.IsLoopback(input.Text("ip"))),
        new("normalizeIp", input => IpText.Parse(input.Text("ip"))?.ToString()),
        new("parseForwardedForClientIp", input =>
            ClientAddress.FromForwardedFor(input.Text("forwardedFor"), TrustedProxies.None)?.ToString()),
        new("isTrustedProxyAddress", input =>
            TrustedProxies.Parse(input.Texts("trustedProxies")).Contains(IpText.Parse(input.Text("ip")))),
        new("resolveGatewayClientIp", input => ClientAddress.Resolve(
            new RequestOrigin(IpText.Parse(input.Text("remoteAddr")), null, input.Text("forwardedFor"), input.Text("realIp")),
            TrustedProxies.Parse(input.Texts("trustedProxies")))?.ToString()),
        new("isLocalDirectRequest", input => ClientAddress.IsDirectLocal(RecordedOrigin(input))),
        new("localConnection", LocalConnection),
        new("resolveGatewayAuth", ResolveAuth),
        new("assertGatewayAuthConfigured", AssertAuth),
        new("authorizeGatewayConnect", Authorize),
        new("resolveGatewayBindHost", input => BindHost.Resolve(input.Text("bind"), input.Text("customHost"), input.Text("tailnetIp"))),
        new("resolveGatewayListenHosts", input =>
            BindHost.ListenOn(input.Text("bindHost")!, input.Flag("canBindIpv6Loopback") ?? false).ToJson()),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new(
            "isLoopbackAddress",
            input => IsLoopbackByPrefixOnly(input.Text("ip")),
            "An address is parsed: a text that only begins like one is none, and every spelling of one address counts alike."),
        new(
            "parseForwardedForClientIp",
            input => input.Text("forwardedFor") is { } text && (text.Contains(',', StringComparison.Ordinal) || IpText.Parse(text) is null),
            "The right-most entry that is no trusted proxy is the client; entries further left are the caller's own words. An entry that is no address names nobody."),
        new(
            "isTrustedProxyAddress",
            input => input.Texts("trustedProxies")?.Any(each => each.Contains('/', StringComparison.Ordinal)) ?? false,
            "gateway.trustedProxies takes CIDR ranges."),
        new(
            "resolveGatewayClientIp",
            input => (input.Text("forwardedFor") is { } text && (text.Contains(',', StringComparison.Ordinal) || IpText.Parse(text) is null))
                || (input.Text("realIp") is { } real && IpText.Parse(real) is null)
                || (input.Texts("trustedProxies")?.Any(each => each.Contains('/', StringComparison.Ordinal)) ?? false),
            "The right-most entry that is no trusted proxy is the client, trusted proxies may be ranges, and a text that is no address names nobody."),
        new(
            "isLocalDirectRequest",
            input => RecordedOrigin(input).IsForwarded
                || (HostName.Of(RecordedOrigin(input).Host)?.EndsWith(".ts.net", StringComparison.Ordinal) ?? false),
            "A forwarded request is never local, whoever forwarded it, and a *.ts.net name proves nothing."),
        new(
            "resolveGatewayBindHost",
            input => input.Text("bind") == "custom" && IpText.Parse(input.Text("customHost")) is null,
            "gateway.bind custom without an address is an error; the original listens everywhere."),
        new(
            "authorizeGatewayConnect",
            input => input.Get("auth").Flag("allowTailscale") == true && Claim(input).IsMade && !SentSecret(input),
            "Who came through Tailscale Serve without a secret is told why the identity did not count; the original asks for a token."),
        new(
            "authorizeGatewayConnect",
            input => input.Get("headers").Text("x-forwarded-for")?.Contains(',', StringComparison.Ordinal) ?? false,
            "Tailscale Serve writes one address; before several, the first is the caller's own word and nobody is asked about it."),
    ];

    private static bool IsLoopbackByPrefixOnly(string? text)
    {
        var lowered = (text ?? "").Trim().ToLowerInvariant();
        var bare = lowered.StartsWith("::ffff:", StringComparison.Ordinal) ? lowered["::ffff:".Length..] : lowered;
        var isAddress = IpText.Parse(text) is not null;
        return (bare.StartsWith("127.", StringComparison.Ordinal) && (!isAddress || text != lowered)) || text != text?.Trim();
    }

    private static RequestOrigin Origin(JsonElement input, string peer)
    {
        var headers = input.Get("headers");
        return new RequestOrigin(
            IpText.Parse(input.Text(peer)), headers.Text("host"), headers.Text("x-forwarded-for"), headers.Text("x-real-ip"),
            headers.Text("x-forwarded-host"), headers.Text("forwarded"));
    }

    // Recorded calls hold the request itself, the executed ones what matters of it.
    private static RequestOrigin RecordedOrigin(JsonElement input)
    {
        if (input.Get("args") is null)
        {
            return Origin(input, "remoteAddress");
        }

        var request = input.Arg("req", 0);
        var origin = Origin(request ?? default, "remoteAddress");
        return origin with { Peer = IpText.Parse(request.Get("socket").Text("remoteAddress")) };
    }

    // The seed's cases name no Host (they mean a client that addresses this machine), and a client only when it is elsewhere.
    private static JsonNode? LocalConnection(JsonElement input)
    {
        var origin = Origin(input, "remote");
        var client = ClientAddress.Resolve(origin, TrustedProxies.Parse(input.Texts("trustedProxies")));
        var local = ClientAddress.IsDirectLocal(origin with { Host = origin.Host ?? "localhost" });
        return new JsonObject
        {
            ["local"] = local,
            ["client"] = client is null || IPAddress.IsLoopback(client) ? null : client.ToString(),
        };
    }

    private static JsonNode? ResolveAuth(JsonElement input)
    {
        var config = input.Get("authConfig");
        var settings = new GatewayAuthSettings(
            config.Text("mode"), config.Text("token"), config.Text("password"), config.Flag("allowTailscale"));
        var secret = settings.Resolve(name => input.Get("env").Text(name));
        return new JsonObject
        {
            ["mode"] = secret.Mode == GatewayAuthMode.Token ? "token" : "password",
            ["token"] = secret.Token,
            ["password"] = secret.Password,
            ["allowTailscale"] = settings.AllowsTailscale(secret.Mode, input.Text("tailscaleMode")),
        };
    }

    private static GatewaySecret Secret(JsonElement? auth) => new(
        auth.Text("mode") == "password" ? GatewayAuthMode.Password : GatewayAuthMode.Token, auth.Text("token"), auth.Text("password"));

    private static JsonNode? AssertAuth(JsonElement input)
    {
        var auth = input.Get("auth");
        return GatewayAuthSettings.ProblemOf(Secret(auth), auth.Flag("allowTailscale") ?? false) is { } problem
            ? throw new InvalidOperationException(problem)
            : "ok";
    }

    private static JsonNode? Authorize(JsonElement input)
    {
        var auth = input.Get("auth");
        var origin = Origin(input, "remoteAddress");
        SecretFailure? untrue = null;
        if (auth.Flag("allowTailscale") == true && !ClientAddress.IsDirectLocal(origin) && Claim(input) is { IsMade: true } claim)
        {
            var whois = claim.Address is { } address ? input.Get("whois").Text(address.ToString()) : null;
            untrue = claim.Check(whois);
            if (untrue is null)
            {
                return new JsonObject { ["ok"] = true, ["method"] = "tailscale", ["user"] = whois };
            }
        }

        var secret = Secret(auth);
        var given = input.Get("connectAuth");
        return SharedSecret.Check(secret, given.Text("token"), given.Text("password")) is { } failure
            ? new JsonObject { ["ok"] = false, ["reason"] = Reason(TailscaleClaim.Told(failure, untrue, SentSecret(input))) }
            : new JsonObject { ["ok"] = true, ["method"] = secret.Mode == GatewayAuthMode.Token ? "token" : "password" };
    }

    private static TailscaleClaim Claim(JsonElement input)
    {
        var headers = input.Get("headers");
        return new TailscaleClaim(
            IpText.Parse(input.Text("remoteAddress")), headers.Text("tailscale-user-login"), headers.Text("x-forwarded-for"),
            headers.Text("x-forwarded-proto"), headers.Text("x-forwarded-host"));
    }

    private static bool SentSecret(JsonElement input) =>
        !string.IsNullOrEmpty(input.Get("connectAuth").Text("token")) || !string.IsNullOrEmpty(input.Get("connectAuth").Text("password"));

    private static string Reason(SecretFailure failure) => failure switch
    {
        SecretFailure.TokenMissing => "token_missing",
        SecretFailure.TokenMismatch => "token_mismatch",
        SecretFailure.TokenNotConfigured => "token_missing_config",
        SecretFailure.PasswordMissing => "password_missing",
        SecretFailure.PasswordMismatch => "password_mismatch",
        SecretFailure.PasswordNotConfigured => "password_missing_config",
        SecretFailure.TailscaleUserMissing => "tailscale_user_missing",
        SecretFailure.TailscaleProxyMissing => "tailscale_proxy_missing",
        SecretFailure.TailscaleWhoisFailed => "tailscale_whois_failed",
        SecretFailure.TailscaleUserMismatch => "tailscale_user_mismatch",
        _ => "unauthorized",
    };
}
