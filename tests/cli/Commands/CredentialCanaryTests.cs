using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

/// <summary>Whatever a gateway answers, the credentials of a run are never printed and never travel in an address.</summary>
public sealed class CredentialCanaryTests
{
    private const string DeviceToken = "canary0123456789abcdef0123456789";

    [Theory]
    [InlineData("gateway call echo")]
    [InlineData("gateway call refuse")]
    [InlineData("gateway status")]
    [InlineData("status")]
    [InlineData("health")]
    [InlineData("logs")]
    [InlineData("doctor")]
    [InlineData("config get")]
    public async Task NothingIsPrinted(string words)
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.GrantsDeviceToken = DeviceToken;
        gateway
            .On("echo", $$"""{"token":"{{FakeGateway.SharedToken}}","text":"it is {{DeviceToken}}"}""")
            .Refuse("refuse", "UNAVAILABLE", $"no such {FakeGateway.SharedToken}", $$"""{"was":"{{DeviceToken}}"}""")
            .On("health", Payloads.Health).On("status", Payloads.Status.Replace("Telegram: configured", FakeGateway.SharedToken, StringComparison.Ordinal))
            .On("system-presence", Payloads.Presence).On("channels.status", Payloads.Channels.Replace("409 Conflict", DeviceToken, StringComparison.Ordinal))
            .On("models.list", Payloads.Models)
            .On("logs.tail", $$"""{"file":"f","cursor":1,"size":1,"lines":["{{FakeGateway.SharedToken}} {{DeviceToken}}"]}""")
            .On("config.get", $$$"""{"path":"p","exists":true,"raw":"","parsed":{},"valid":true,"config":{"gateway":{"auth":{"token":"{{{FakeGateway.SharedToken}}}"} } },"hash":"h","issues":[],"warnings":[],"legacyIssues":[]}""");
        machine.With(gateway);
        foreach (var json in (string[])[string.Empty, " --json"])
        {
            var run = await machine.RunAsync(words + json);
            run.All.ShouldNotContain(FakeGateway.SharedToken);
            run.All.ShouldNotContain(DeviceToken);
            run.All.Length.ShouldBeGreaterThan(2);
        }

        gateway.RequestLines.ShouldAllBe(static line => line == "/");
    }
}
