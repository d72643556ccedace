using System.Text.Json.Nodes;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Connection;

public sealed class HandshakeTests
{
    private const string DeviceToken = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task ItIntroducesItselfAsACommandLineWithASignedChallenge()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        (await machine.With(gateway.On("last-heartbeat", "null")).RunAsync("gateway call last-heartbeat")).Expect(0).Out.ShouldBe("null");

        var connect = gateway.Connects.ShouldHaveSingleItem();
        (connect.MinProtocol, connect.MaxProtocol).ShouldBe((3, 3));
        (connect.Client.Id, connect.Client.Mode, connect.Role).ShouldBe(("cli", "cli", "operator"));
        connect.Scopes.ShouldBe(["operator.admin", "operator.approvals", "operator.pairing"]);
        connect.Auth!.Token.ShouldBe(FakeGateway.SharedToken);
        gateway.RequestLines.ShouldBe(["/"]);
    }

    [Fact]
    public async Task TheIdentityIsKeptPrivatelyAndUsedAgain()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        machine.With(gateway.On("last-heartbeat", "null"));
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);

        gateway.Connects.Select(static connect => connect.Device!.Id).Distinct().Count().ShouldBe(1);
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(machine.File("identity/device.json")).ShouldBe(ownerOnly);
        File.GetUnixFileMode(machine.File("identity")).ShouldBe(ownerOnly | UnixFileMode.UserExecute);
        var stored = JsonNode.Parse(await File.ReadAllTextAsync(machine.File("identity/device.json"), TestContext.Current.CancellationToken))!;
        ((string)stored["deviceId"]!).ShouldBe(gateway.Connects[0].Device!.Id);
        ((string)stored["privateKeyPem"]!).ShouldStartWith("-----BEGIN PRIVATE KEY-----");
    }

    [Fact]
    public async Task ADeviceTokenIsStoredPrivatelyAndPreferred()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.GrantsDeviceToken = DeviceToken;
        machine.With(gateway.On("last-heartbeat", "null"));
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);

        gateway.Connects.Select(static connect => connect.Auth!.Token).ShouldBe([FakeGateway.SharedToken, DeviceToken]);
        File.GetUnixFileMode(machine.File("identity/device-auth.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task ARefusedDeviceTokenGivesWayToTheSharedOne()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.GrantsDeviceToken = DeviceToken;
        machine.With(gateway.On("last-heartbeat", "null"));
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);
        gateway.DeviceTokens.Clear();
        gateway.GrantsDeviceToken = null;

        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);
        gateway.Connects.Select(static connect => connect.Auth!.Token).ShouldBe([FakeGateway.SharedToken, DeviceToken, FakeGateway.SharedToken, FakeGateway.SharedToken]);
    }

    [Fact]
    public async Task ADeviceTokenThatWasNotEvenLookedAtIsKept()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.GrantsDeviceToken = DeviceToken;
        machine.With(gateway.On("last-heartbeat", "null"));
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);
        gateway.Refusal = new GatewayError("INVALID_REQUEST", "unauthorized: too many failed attempts, try again later") { RetryAfterMs = 8000 };

        var limited = (await machine.RunAsync("gateway call last-heartbeat")).Expect(ExitCodes.NotAllowed);
        gateway.Refusal = null;
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);

        limited.Error.ShouldContain("too many failed attempts");
        limited.Error.ShouldContain("try again in 8s");
        gateway.Connects.Select(static connect => connect.Auth!.Token).ShouldBe([FakeGateway.SharedToken, DeviceToken, DeviceToken]);
    }

    [Fact]
    public async Task ADeviceTokenIsShownOnlyToTheGatewayThatGaveIt()
    {
        using var machine = new Machine();
        await using var first = await FakeGateway.StartAsync();
        await using var second = await FakeGateway.StartAsync();
        first.GrantsDeviceToken = DeviceToken;
        (await machine.With(first.On("last-heartbeat", "null")).RunAsync("gateway call last-heartbeat")).Expect(0);
        (await machine.With(second.On("last-heartbeat", "null")).RunAsync("gateway call last-heartbeat")).Expect(0);
        second.Connects.ShouldHaveSingleItem().Auth!.Token.ShouldBe(FakeGateway.SharedToken);
    }

    [Fact]
    public async Task ATokenGivenForTheCallIsTheOnlyOneTried()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.GrantsDeviceToken = DeviceToken;
        machine.With(gateway.On("last-heartbeat", "null"));
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);
        var refused = (await machine.RunAsync("gateway call last-heartbeat --token another-one-altogether")).Expect(ExitCodes.NotAllowed);
        gateway.Connects[^1].Auth!.Token.ShouldBe("another-one-altogether");
        refused.Error.ShouldContain("does not accept the token from --token");
        refused.All.ShouldNotContain("another-one-altogether");
    }

    [Fact]
    public async Task TheEnvironmentNamesGatewayAndToken()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.On("last-heartbeat", "null");
        machine.Variables["MOLTBOT_GATEWAY_URL"] = gateway.Url;
        machine.Variables["MOLTBOT_GATEWAY_TOKEN"] = FakeGateway.SharedToken;
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);
    }

    [Fact]
    public async Task TheConfigurationNamesPortAndToken()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.On("last-heartbeat", "null");
        machine.Variables["THE_TOKEN"] = FakeGateway.SharedToken;
        machine.Write("moltbot.json", $$$"""{gateway: {port: {{{new Uri(gateway.Url).Port}}}, auth: {token: "${THE_TOKEN}"} } }""");
        (await machine.RunAsync("gateway call last-heartbeat")).Expect(0);
    }

    [Fact]
    public async Task ABrokenIdentityIsNotReplacedSilently()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        Directory.CreateDirectory(machine.File("identity"));
        machine.Write("identity/device.json", """{"version":1,"deviceId":"x","publicKeyPem":"","privateKeyPem":"nonsense"}""");
        var run = (await machine.With(gateway).RunAsync("health")).Expect(ExitCodes.Failed);
        run.Error.ShouldContain("holds no key pair that can be read");
        run.Error.ShouldContain("move it away");
    }
}
