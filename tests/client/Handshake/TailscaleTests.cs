using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Gateway.Tests.Support;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Tailscale;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Handshake;

/// <summary>A Tailscale identity in the place of the secret (protocol §2.4): when it counts, what it never does, and what is said else.</summary>
public sealed class TailscaleTests
{
    private const string Serve = """{ gateway: { tailscale: { mode: "serve" } } }""";
    private const string Ann = "100.64.0.9";

    private static readonly Dictionary<string, string> ByServe = new(StringComparer.Ordinal)
    {
        ["Tailscale-User-Login"] = "ann@example.com",
        ["X-Forwarded-For"] = Ann,
        ["X-Forwarded-Proto"] = "https",
        ["X-Forwarded-Host"] = "box.tail0.ts.net",
    };

    [Fact]
    public async Task A_person_whom_the_daemon_names_needs_no_secret_and_is_not_local()
    {
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        daemon.Person(Ann, "Ann@Example.com");
        await using GatewayRig rig = await Rig(daemon, Serve);
        TestDevice device = TestDevice.New();

        GatewayAnswer stranger = await Handshake(rig, ByServe, device);
        stranger.Message.ShouldBe("pairing required");

        await using GatewayTestClient admin = await rig.Connect();
        JsonElement pending = (await admin.CallAsync("device.pair.list")).GetProperty("pending")[0];
        pending.GetProperty("silent").GetBoolean().ShouldBeFalse();
        await admin.CallAsync("device.pair.approve", new JsonObject { ["requestId"] = pending.GetProperty("requestId").GetString() });

        await using GatewayTestClient ann = await rig.Open(ByServe);
        GatewayAnswer hello = await ann.HandshakeAsync(new ConnectOptions { Device = device });
        hello.Ok.ShouldBeTrue(hello.Message);
        daemon.Asked.ShouldBe(1, "an answer is remembered for a while");
    }

    [Fact]
    public async Task Without_a_device_an_identity_opens_nothing()
    {
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        daemon.Person(Ann, "ann@example.com");
        await using GatewayRig rig = await Rig(daemon, Serve);

        (await Handshake(rig, ByServe, device: null)).Message.ShouldBe("device identity required");
        daemon.Asked.ShouldBe(0);
    }

    [Theory]
    [InlineData("Tailscale-User-Login", null, "unauthorized: tailscale identity missing (use Tailscale Serve auth or gateway token/password)")]
    [InlineData("X-Forwarded-Proto", null, "unauthorized: tailscale proxy headers missing (use Tailscale Serve or gateway token/password)")]
    [InlineData("X-Forwarded-Host", null, "unauthorized: tailscale proxy headers missing (use Tailscale Serve or gateway token/password)")]
    [InlineData("X-Forwarded-For", null, "unauthorized: tailscale proxy headers missing (use Tailscale Serve or gateway token/password)")]
    [InlineData("X-Forwarded-For", "100.64.0.8", "unauthorized: tailscale identity check failed (use Tailscale Serve auth or gateway token/password)")]
    [InlineData("X-Forwarded-For", "100.64.0.7", "unauthorized: tailscale identity check failed (use Tailscale Serve auth or gateway token/password)")]
    [InlineData("X-Forwarded-For", "100.64.0.6", "unauthorized: tailscale identity check failed (use Tailscale Serve auth or gateway token/password)")]
    [InlineData("X-Forwarded-For", "100.64.0.9, 198.51.100.7", "unauthorized: tailscale identity check failed (use Tailscale Serve auth or gateway token/password)")]
    [InlineData("X-Forwarded-For", "not an address", "unauthorized: tailscale identity check failed (use Tailscale Serve auth or gateway token/password)")]
    [InlineData("Tailscale-User-Login", "eve@example.com", "unauthorized: tailscale identity mismatch (use Tailscale Serve auth or gateway token/password)")]
    [InlineData("Tailscale-User-Login", "tagged-devices", "unauthorized: tailscale identity mismatch (use Tailscale Serve auth or gateway token/password)")]
    public async Task What_does_not_hold_is_said(string header, string? value, string expected)
    {
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        daemon.Person(Ann, "ann@example.com");
        daemon.Tagged("100.64.0.7");
        daemon.Says("100.64.0.6", "{ no json");
        await using GatewayRig rig = await Rig(daemon, Serve);

        (await Handshake(rig, With(header, value), TestDevice.New())).Message.ShouldBe(expected);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ gateway: { tailscale: { mode: "funnel" }, auth: { password: "p", mode: "token" } } }""")]
    [InlineData("""{ gateway: { tailscale: { mode: "serve" }, auth: { allowTailscale: false } } }""")]
    public async Task Where_it_is_not_allowed_nobody_is_asked(string config)
    {
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        daemon.Person(Ann, "ann@example.com");
        await using GatewayRig rig = await Rig(daemon, config);

        (await Handshake(rig, ByServe, TestDevice.New())).Message.ShouldStartWith("unauthorized: gateway token missing");
        daemon.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_password_is_asked_for_unless_identities_are_allowed_beside_it()
    {
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        daemon.Person(Ann, "ann@example.com");
        await using GatewayRig rig = await Rig(daemon, """{ gateway: { tailscale: { mode: "serve" }, auth: { password: "p" } } }""");
        (await Handshake(rig, ByServe, TestDevice.New())).Message.ShouldStartWith("unauthorized: gateway password missing");

        await using GatewayRig both = await Rig(daemon, """{ gateway: { auth: { password: "p", allowTailscale: true } } }""");
        (await Handshake(both, ByServe, TestDevice.New())).Message.ShouldBe("pairing required");
    }

    [Fact]
    public async Task A_wrong_secret_beside_a_false_identity_is_a_wrong_secret()
    {
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        await using GatewayRig rig = await Rig(daemon, Serve);
        await using GatewayTestClient client = await rig.Open(ByServe);

        GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions { Token = "wrong", Device = TestDevice.New() });

        answer.Message.ShouldStartWith("unauthorized: gateway token mismatch");
    }

    [Fact]
    public async Task The_tailnet_says_nothing_about_other_tenants_people()
    {
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        daemon.Person(Ann, "ann@example.com");
        await using GatewayRig rig = await Rig(daemon, Serve);
        await using GatewayTestClient client = await rig.Open(ByServe);

        GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions { Token = "mbt_acme_guess", Device = TestDevice.New() });

        answer.Message.ShouldStartWith("unauthorized: gateway token mismatch");
        daemon.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Who_came_by_an_identity_goes_when_identities_no_longer_count()
    {
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        daemon.Person(Ann, "ann@example.com");
        await using GatewayRig rig = await Rig(daemon, Serve);
        TestDevice device = TestDevice.New();
        await using GatewayTestClient admin = await rig.Connect();
        await Handshake(rig, ByServe, device);
        JsonElement pending = (await admin.CallAsync("device.pair.list")).GetProperty("pending")[0];
        await admin.CallAsync("device.pair.approve", new JsonObject { ["requestId"] = pending.GetProperty("requestId").GetString() });
        await using GatewayTestClient ann = await rig.Open(ByServe);
        (await ann.HandshakeAsync(new ConnectOptions { Device = device })).Ok.ShouldBeTrue();

        await File.WriteAllTextAsync(rig.Documents.Path, "{}", TestContext.Current.CancellationToken);
        await rig.AsGateway<ITenantGrain>(GrainKey.ForTenant(TenantId.Default)).Reload();

        (await ann.ClosedAsync()).ShouldBe(new GatewayClosed(1008, "tailscale identities no longer allowed"));
        await admin.CallAsync("health");
    }

    private static Task<GatewayRig> Rig(SimulatedTailscale daemon, string config) =>
        GatewayRig.Start(config, change: options => options with { TailscaleSocket = daemon.SocketPath });

    private static async Task<GatewayAnswer> Handshake(GatewayRig rig, IReadOnlyDictionary<string, string> headers, TestDevice? device)
    {
        await using GatewayTestClient client = await rig.Open(headers);
        return await client.HandshakeAsync(new ConnectOptions { Device = device });
    }

    private static Dictionary<string, string> With(string header, string? value)
    {
        var headers = new Dictionary<string, string>(ByServe, StringComparer.Ordinal);
        headers.Remove(header);
        if (value is not null)
        {
            headers[header] = value;
        }

        return headers;
    }
}
