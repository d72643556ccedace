using Moltbot.Cli.Connection;
using Moltbot.Cli.Files;
using Moltbot.Cli.Local;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Connection;

public sealed class GatewayLocatorTests
{
    [Fact]
    public void AForeignAddressDoesNotGetTheStateFoldersToken()
    {
        using var machine = new Machine();
        machine.Write("gateway-token", FakeGateway.SharedToken);
        var target = Find(machine, "wss://elsewhere.example");
        target.Credential.ShouldBeNull();
        target.CredentialPlaces.ShouldContain("not shown to an address it does not know");
    }

    [Fact]
    public void TheOwnGatewaysAddressDoes()
    {
        using var machine = new Machine();
        machine.Write("gateway-token", FakeGateway.SharedToken + "\n");
        Find(machine, "localhost:18789").Credential!.Token.ShouldBe(FakeGateway.SharedToken, "the default port");
        machine.Write("moltbot.json", "{gateway: {port: 1234}}");
        Find(machine, "localhost:1234").Credential!.Token.ShouldBe(FakeGateway.SharedToken, "the configured port");
        machine.Variables["MOLTBOT_GATEWAY_PORT"] = "1235";
        Find(machine, "127.0.0.1:1235").Credential!.Token.ShouldBe(FakeGateway.SharedToken, "the environment's port");
        machine.Write("gateway.json", """{"url":"ws://127.0.0.1:1236","port":1236,"pid":1}""");
        Find(machine, "localhost:1236").Credential!.Token.ShouldBe(FakeGateway.SharedToken, "where it says it listens");
    }

    [Fact]
    public void AnotherProgramOnThisMachineDoesNotGetTheStateFoldersToken()
    {
        using var machine = new Machine();
        machine.Write("gateway-token", FakeGateway.SharedToken);
        Find(machine, "ws://127.0.0.1:1234").Credential.ShouldBeNull();
        machine.Write("gateway.json", """{"url":"ws://127.0.0.1:1236","port":1236,"pid":1}""");
        Find(machine, "ws://127.0.0.1:18789").Credential.ShouldBeNull("the gateway is elsewhere");
        machine.Variables["MOLTBOT_GATEWAY_TOKEN"] = "given-for-it";
        Find(machine, "ws://127.0.0.1:1234").Credential!.Token.ShouldBe("given-for-it");
    }

    [Fact]
    public void ARemoteGatewayHasItsOwnToken()
    {
        using var machine = new Machine();
        machine.Write("gateway-token", FakeGateway.SharedToken);
        machine.Write("moltbot.json", "{gateway: {mode: 'remote', remote: {url: 'wss://far.example:444', token: 'the-remote-one'}}}");
        var target = Find(machine, null);
        GatewayUrl.Show(target.Url).ShouldBe("wss://far.example:444");
        target.Credential!.Token.ShouldBe("the-remote-one");
        Find(machine, "wss://far.example:444/").Credential!.Token.ShouldBe("the-remote-one");
        Find(machine, "wss://near.example:444/").Credential.ShouldBeNull();
    }

    [Fact]
    public void TheConfigurationsTokenComesBeforeTheOneMadeAtFirstStart()
    {
        using var machine = new Machine();
        machine.Write("gateway-token", FakeGateway.SharedToken);
        machine.Write("moltbot.json", "{gateway: {auth: {token: 'configured-token'}}}");
        var credential = Find(machine, null).Credential!;
        credential.Token.ShouldBe("configured-token");
        credential.ToString().ShouldNotContain("configured-token");
    }

    [Fact]
    public void AnInvalidConfigurationDoesNotHideTheGateway()
    {
        using var machine = new Machine();
        machine.Write("moltbot.json", "{gateway: {port: 1234, nonsense: true}}");
        Find(machine, null).Url.Port.ShouldBe(1234);
        machine.Write("moltbot.json", "{gateway: ");
        Find(machine, null).Url.Port.ShouldBe(18789);
    }

    private static GatewayTarget Find(Machine machine, string? url)
    {
        var host = machine.Host(TextWriter.Null, TextWriter.Null);
        var state = StateFolder.Find(null, host);
        return GatewayLocator.Find(new GatewayWishes(url, null, null), state, LocalConfiguration.At(null, state, host), host);
    }
}
