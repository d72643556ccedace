using System.Text.Json;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>A setup code over the wire (A9).</summary>
public sealed class SetupConnectTests : IAsyncLifetime
{
    private readonly StateFolder _state = new();
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await RunningSystem.Start(_state);

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task A_code_from_the_command_line_pairs_one_device_from_afar_and_no_second()
    {
        var (exit, output) = await CommandLine.Run(_state, "setup-code", "create", "--role", "operator", "--scope", "operator.read", "--expires", "5m", "--json");
        exit.ShouldBe(0, output);
        string code = JsonDocument.Parse(output).RootElement.GetProperty("code").GetString()!;
        TestDevice device = TestDevice.New();

        await using GatewayTestClient invited = await Connect(device, code, "operator.read");
        await using GatewayTestClient again = await Connect(device, invited.Hello.GetProperty("auth").GetProperty("deviceToken").GetString()!, "operator.read");

        (await again.RequestAsync("last-heartbeat")).Ok.ShouldBeTrue();
        (await again.RequestAsync("device.pair.list")).Message.ShouldBe("missing scope: operator.pairing");
        (await Refused(TestDevice.New(), code, "operator.read")).ShouldStartWith("unauthorized: ");
        (await Refused(device, code, "operator.admin")).ShouldStartWith("unauthorized: ");
        (await CommandLine.Run(_state, "audit", "tail", "--json")).Output.ShouldNotContain(code);
    }

    private async Task<GatewayTestClient> Connect(TestDevice device, string token, string scope)
    {
        // From afar: nothing here is let in for being local.
        var forwarded = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Forwarded-For"] = "203.0.113.7" };
        return await GatewayTestClient.ConnectAsync(_system.Url, new ConnectOptions { Token = token, Device = device, Scopes = [scope] }, headers: forwarded);
    }

    private async Task<string> Refused(TestDevice device, string token, string scope)
    {
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(_system.Url, cancel: TestContext.Current.CancellationToken);
        GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions { Token = token, Device = device, Scopes = [scope] });
        answer.Ok.ShouldBeFalse();
        return answer.Message!;
    }
}
