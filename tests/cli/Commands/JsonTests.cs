using System.Text.Json.Nodes;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

/// <summary>What scripts see: the gateway's payload as it came, for every command that asks one question.</summary>
public sealed class JsonTests
{
    [Theory]
    [InlineData("health", "health", Payloads.Health)]
    [InlineData("gateway health", "health", Payloads.Health)]
    [InlineData("sessions", "sessions.list", Payloads.Sessions)]
    [InlineData("models", "models.list", Payloads.Models)]
    [InlineData("channels status", "channels.status", Payloads.Channels)]
    [InlineData("pairing list telegram", "moltbot.pairing.list", Payloads.Pairing)]
    [InlineData("devices list", "device.pair.list", Payloads.Devices)]
    [InlineData("devices reject r-1", "device.pair.reject", """{"requestId":"r-1","deviceId":"a"}""")]
    [InlineData("audit tail", "moltbot.audit.tail", Payloads.Audit)]
    [InlineData("audit verify", "moltbot.audit.verify", """{"ok":true,"records":2,"headHash":"abcd"}""")]
    [InlineData("logs", "logs.tail", """{"file":"f","cursor":3,"size":3,"lines":["one"]}""")]
    [InlineData("gateway call sessions.list", "sessions.list", Payloads.Sessions)]
    public async Task ThePayloadAsItCame(string words, string method, string payload)
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        var run = (await machine.With(gateway.On(method, payload)).RunAsync(words + " --json")).Expect(ExitCodes.Ok);
        JsonNode.DeepEquals(run.Json, JsonNode.Parse(payload)).ShouldBeTrue(run.Out);
    }

    [Fact]
    public async Task StatusPutsFiveAnswersTogether()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        gateway.On("health", Payloads.Health).On("status", Payloads.Status).On("system-presence", Payloads.Presence).On("channels.status", Payloads.Channels);
        var run = (await machine.With(gateway).RunAsync("status --json")).Expect(ExitCodes.Ok);
        run.Json.AsObject().Select(static entry => entry.Key).ShouldBe(["gateway", "health", "status", "presence", "channels"]);
        run.Json["gateway"]!.AsObject().Select(static entry => entry.Key)
            .ShouldBe(["url", "urlSource", "signedInBy", "version", "host", "protocol", "uptimeMs", "methods", "scopes"]);
        ((string)run.Json["gateway"]!["url"]!).ShouldBe(gateway.Url);
    }

    [Fact]
    public async Task AShapeFromTheFutureIsStillJson()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        machine.With(gateway.On("sessions.list", """{"pages":[]}"""));
        (await machine.RunAsync("sessions --json")).Expect(ExitCodes.Ok).Json["pages"].ShouldNotBeNull();
        (await machine.RunAsync("sessions")).Expect(ExitCodes.Failed).Error.ShouldContain("repeat with --json");
    }

    [Fact]
    public async Task ParamsAreJson5()
    {
        using var machine = new Machine();
        await using var gateway = await FakeGateway.StartAsync();
        (await machine.With(gateway.On("sessions.list", "{}")).RunAsync("gateway", "call", "sessions.list", "--params", "{limit: 5, search: 'a b',}")).Expect(0);
        gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"limit":5,"search":"a b"}""");
    }
}
