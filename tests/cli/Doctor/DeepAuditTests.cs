using System.Net;
using System.Text.Json.Nodes;
using Moltbot.Cli.Doctor.Outside;
using Moltbot.Cli.Tests.Support;
using Moltbot.Policy.Scopes;
using Moltbot.Protocol.Http;

namespace Moltbot.Cli.Tests.Doctor;

/// <summary><c>security audit --deep</c>: what the gateway answers to somebody without a credential.</summary>
public sealed class DeepAuditTests : IAsyncLifetime
{
    private readonly Machine _machine = new();
    private FakeGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _machine.With(_gateway).Write("moltbot.json", "{hooks: {enabled: true, path: '/my-hooks', token: '0123456789abcdefghijklmnopqrstuv'}}");
        var path = System.Text.Json.JsonSerializer.Serialize(_machine.File("moltbot.json"));
        _gateway.On("config.get", $$"""{"path":{{path}},"exists":true,"raw":null,"parsed":{},"valid":true,"config":{},"issues":[],"warnings":[],"legacyIssues":[]}""");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _machine.Dispose();
    }

    [Fact]
    public async Task AGatewayThatIsShut()
    {
        var run = (await _machine.RunAsync("security audit --deep --json")).Expect(ExitCodes.Ok);

        run.Json["deep"]!["gateway"]!.ToJsonString().ShouldBe($$"""{"attempted":true,"url":"{{_gateway.Url}}","ok":true,"error":null}""");
        var outside = run.Json["deep"]!["outside"]!.AsArray().Single()!;
        ((bool)outside["ok"]!, (bool)outside["forwarded"]!).ShouldBe((true, true));
        var tried = outside["checks"]!.AsArray().Select(static check => (string)check!["what"]!).ToList();
        HttpPaths.Guarded.ShouldAllBe(path => tried.Contains($"POST {path}"));
        tried.ShouldContain("POST /my-hooks/agent");
        tried.ShouldContain("connect without a credential");
        tried.ShouldContain("a page of another site");
        _gateway.ForwardedFor.Count(static each => each == "203.0.113.7").ShouldBe(tried.Count, "each try comes as through a proxy");
        outside["checks"]!.AsArray().ShouldAllBe(static check => (bool)check!["ok"]!);
    }

    [Fact]
    public async Task AGatewayThatIsOpen()
    {
        _gateway.IsOpenToAnybody = true;
        var run = (await _machine.RunAsync("security audit --deep --json")).Expect(ExitCodes.Failed);

        var finding = run.Json["findings"]!.AsArray().Single(static each => (string)each!["checkId"]! == "gateway.answers_without_credential")!;
        ((string)finding["severity"]!).ShouldBe("critical");
        var detail = (string)finding["detail"]!;
        detail.ShouldContain("- POST /v1/chat/completions: 200");
        detail.ShouldContain("- GET /master.key: 200");
        detail.ShouldContain("- health (operator.read) before connect: answered");
        detail.ShouldContain("- connect without a credential: answered");
        detail.ShouldContain("- connect with an empty token: answered");
        detail.ShouldContain("- a page of another site: got a socket");
        ((bool)run.Json["deep"]!["outside"]![0]!["ok"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task AGatewayThatIsOpenToAProxyOnly()
    {
        _machine.OwnAddresses = [IPAddress.Loopback];
        _gateway.IsOpenToProxies = true;
        var run = (await _machine.RunAsync("security audit --deep --json")).Expect(ExitCodes.Failed);

        run.Json["deep"]!["outside"]!.AsArray().Select(static view => ((bool)view!["forwarded"]!, (bool)view["ok"]!)).ShouldBe([(false, true), (true, false)]);
        run.Json["findings"]!.AsArray().Single(static each => (string)each!["checkId"]! == "gateway.answers_without_credential")!["detail"]!.ToString().ShouldContain("as through a proxy");
    }

    [Fact]
    public async Task AnAddressOfThisMachineThatAnswers()
    {
        _machine.OwnAddresses = [IPAddress.Parse("127.0.0.254"), IPAddress.Loopback];
        var run = (await _machine.RunAsync("security audit --deep --json")).Expect(ExitCodes.Ok);

        var outside = run.Json["deep"]!["outside"]!.AsArray();
        outside.Select(static view => (bool)view!["forwarded"]!).ShouldBe([false, true], "loopback is tried too");
        _gateway.ForwardedFor.Count(static each => each == "203.0.113.7").ShouldBe(outside[1]!["checks"]!.AsArray().Count);
        _gateway.ForwardedFor.Count(static each => each.Length == 0).ShouldBeGreaterThanOrEqualTo(outside[0]!["checks"]!.AsArray().Count);
        run.Json["findings"]!.AsArray().Select(static each => $"{each!["checkId"]} {each["severity"]}").ShouldContain("gateway.exposed_beyond_bind warn");
    }

    [Fact]
    public async Task AGatewayWithACertificateOfItsOwnMaking()
    {
        using var certificate = SelfSigned.Certificate();
        await using var gateway = await FakeGateway.StartAsync(certificate);
        gateway.IsOpenToAnybody = true;
        _machine.With(gateway);
        var run = (await _machine.RunAsync("security audit --deep --json")).Expect(ExitCodes.Failed);

        run.Json["findings"]!.AsArray().Select(static each => $"{each!["checkId"]} {each["severity"]}").ShouldContain("gateway.answers_without_credential critical", run.Out);
    }

    [Fact]
    public async Task WhereNoTryGetsAnAnswerNothingIsKnown()
    {
        using var certificate = SelfSigned.Certificate();
        await using var gateway = await FakeGateway.StartAsync(certificate);
        _machine.With(gateway);
        var run = await _machine.RunAsync($"security audit --deep --json --tls-fingerprint {new string('0', 64)}");

        run.Json["findings"]!.AsArray().Select(static each => $"{each!["checkId"]} {each["severity"]}").ShouldContain("gateway.outside_unknown warn", run.Out);
        ((bool)run.Json["deep"]!["outside"]![0]!["ok"]!).ShouldBeFalse();
        gateway.RequestLines.ShouldBeEmpty();
    }

    [Fact]
    public async Task AGatewayThatDoesNotRun()
    {
        File.Delete(_machine.File("gateway.json"));
        _machine.Variables["MOLTBOT_GATEWAY_PORT"] = "1";
        var run = (await _machine.RunAsync("security audit --deep --json")).Expect(ExitCodes.Ok);

        run.Json["findings"]!.AsArray().Select(static each => $"{each!["checkId"]} {each["severity"]}").ShouldContain("gateway.probe_failed warn");
        run.Json["deep"]!.AsObject().Select(static each => each.Key).ShouldBe(["gateway"]);
        ((bool)run.Json["deep"]!["gateway"]!["ok"]!).ShouldBeFalse();
    }

    [Fact]
    public void AMethodOfEachKindIsTried() =>
        OutsideSockets.OneOfEachKind().Select(static each => each.Need).ShouldBe(MethodTable.All.Values.Distinct(), ignoreOrder: true);

    [Theory]
    [InlineData("[1]", null)]
    [InlineData("7", null)]
    [InlineData("null", null)]
    [InlineData("%%%", null)]
    [InlineData("{\"type\":1}", null)]
    [InlineData("{\"type\":\"event\",\"ok\":true}", null)]
    [InlineData("{\"type\":\"\\ud800\"}", null)]
    [InlineData("{\"type\":\"res\",\"type\":\"res\"}", null)]
    [InlineData("{\"type\":\"res\",\"ok\":1}", false)]
    [InlineData("{\"type\":\"res\",\"ok\":true}", true)]
    public void Whatever_another_service_says_there_is_an_answer_or_none(string frame, bool? expected) =>
        OutsideSockets.Judge(System.Text.Encoding.UTF8.GetBytes(frame)).ShouldBe(expected);
}
