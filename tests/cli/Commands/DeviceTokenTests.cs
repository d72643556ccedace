using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

public sealed class DeviceTokenTests : IAsyncDisposable
{
    private const string Secret = "fedcba9876543210fedcba9876543210";
    private readonly Machine _machine = new();
    private FakeGateway _gateway = null!;

    [Theory]
    [InlineData("")]
    [InlineData(" --json")]
    public async Task ANewTokenIsWrittenAndNotShown(string json)
    {
        await StartAsync();
        var file = Path.Combine(_machine.Home, "token");
        var run = (await _machine.RunAsync($"devices rotate bbbb --role operator --scope operator.read --scope operator.write --out {file}{json}")).Expect(0);
        run.All.ShouldNotContain(Secret);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(Secret + "\n");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _gateway.Calls[^1].Params.ToJsonString().ShouldBe("""{"deviceId":"bbbbbbbbbbbbbbbbbbbbbbbb","role":"operator","scopes":["operator.read","operator.write"]}""");
        if (json.Length > 0)
        {
            run.Json.AsObject().Select(static entry => entry.Key).ShouldBe(["deviceId", "role", "scopes", "rotatedAtMs", "tokenFile"]);
        }
    }

    [Fact]
    public async Task WithoutAFileItIsNotKept()
    {
        await StartAsync();
        var run = (await _machine.RunAsync("devices rotate bbbb")).Expect(0);
        run.Out.ShouldBe("new token: bbbbbbbbbbbbbbbb as operator with operator.read");
        run.Error.ShouldContain("--out FILE");
        run.All.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task ApproveAndRevokeNameTheDevice()
    {
        await StartAsync();
        _gateway.On("device.pair.approve", """{"requestId":"r-1","device":{"deviceId":"aaaaaaaaaaaaaaaaaaaaaaaa","publicKey":"k","displayName":"Phone","roles":["node"],"createdAtMs":1,"approvedAtMs":1}}""");
        (await _machine.RunAsync("devices approve r-1")).Expect(0).Out.ShouldBe("paired: aaaaaaaaaaaaaaaa Phone as node with -");
        (await _machine.RunAsync("devices revoke bbbb --role node")).Expect(0).Out.ShouldBe("token taken away: bbbbbbbbbbbbbbbb as node");
        (await _machine.RunAsync("devices revoke cccc")).Expect(ExitCodes.Failed).Error.ShouldContain("no paired device's id begins with 'cccc'");
    }

    [Fact]
    public async Task NobodyLocksThemselvesOutByMistake()
    {
        await StartAsync();
        (await _machine.RunAsync("devices list")).Expect(0);
        var own = _gateway.Connects[0].Device!.Id;
        (await _machine.RunAsync($"devices revoke {own}")).Expect(ExitCodes.Failed).Error.ShouldContain("--force");
        _gateway.Calls.ShouldNotContain(static call => call.Method == "device.token.revoke");
        (await _machine.RunAsync($"devices revoke {own} --force")).Expect(0);
        _gateway.Calls[^1].Method.ShouldBe("device.token.revoke");
    }

    [Fact]
    public async Task TheOwnNewTokenIsKept()
    {
        await StartAsync();
        (await _machine.RunAsync("devices list")).Expect(0);
        var own = _gateway.Connects[0].Device!.Id;
        _gateway.On("device.token.rotate", $$"""{"deviceId":"{{own}}","role":"operator","token":"{{Secret}}","scopes":["operator.read"],"rotatedAtMs":5}""");
        _gateway.DeviceTokens[own] = Secret;
        (await _machine.RunAsync($"devices rotate {own}")).Expect(0).Error.ShouldContain("device-auth.json");
        (await _machine.RunAsync("devices list")).Expect(0);
        _gateway.Connects[^1].Auth!.Token.ShouldBe(Secret);
        _gateway.Connects[^1].Scopes.ShouldBe(["operator.read"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _machine.Dispose();
    }

    private async Task StartAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _gateway
            .On("device.pair.list", Payloads.Devices)
            .On("device.token.rotate", $$"""{"deviceId":"bbbbbbbbbbbbbbbbbbbbbbbb","role":"operator","token":"{{Secret}}","scopes":["operator.read"],"rotatedAtMs":5}""")
            .On("device.token.revoke", """{"deviceId":"bbbbbbbbbbbbbbbbbbbbbbbb","role":"node","revokedAtMs":5}""");
        _machine.With(_gateway);
    }
}
