using System.Text.Json.Nodes;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

/// <summary>Lines for the main session, and heartbeats.</summary>
public sealed class SystemTests : IAsyncLifetime
{
    private readonly Machine _machine = new();
    private FakeGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _machine.With(_gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _machine.Dispose();
    }

    [Theory]
    [InlineData("system event --text bell", "wake", """{"ok":true}""", "told", """{"mode":"next-heartbeat","text":"bell"}""")]
    [InlineData("system event --text bell --mode now", "wake", """{"ok":true}""", "told", """{"mode":"now","text":"bell"}""")]
    [InlineData("system heartbeat disable", "set-heartbeats", """{"ok":true,"enabled":false}""", "disabled", """{"enabled":false}""")]
    [InlineData("system heartbeat enable", "set-heartbeats", """{"ok":true,"enabled":true}""", "enabled: where the configuration has heartbeats", """{"enabled":true}""")]
    [InlineData("system heartbeat last", "last-heartbeat", "null", "there was none", "{}")]
    public async Task WhatIsAskedAndTold(string words, string method, string answer, string told, string sent)
    {
        _gateway.On(method, answer);

        (await _machine.RunAsync(words)).Expect(ExitCodes.Ok).Out.ShouldBe(told);

        _gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe(sent);
        JsonNode.DeepEquals(JsonNode.Parse((await _machine.RunAsync(words + " --json")).Expect(ExitCodes.Ok).Out), JsonNode.Parse(answer)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("system event", "what is it told? --text says it")]
    [InlineData("system event --text x --mode later", "--mode takes now or next-heartbeat, not 'later'")]
    public async Task WhatIsNoneIsNotSent(string words, string why)
    {
        (await _machine.RunAsync(words)).Expect(ExitCodes.Usage).Error.ShouldContain(why);
        _gateway.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task TheLastOneSaysWhatCameOfIt()
    {
        _gateway.On("last-heartbeat", """{"ts":1767261600000,"status":"sent","to":"42","channel":"telegram","preview":"The door is open.","durationMs":1500,"indicatorType":"alert"}""");

        (await _machine.RunAsync("system heartbeat last")).Expect(ExitCodes.Ok).Out.ShouldBe("""
            When    2h ago (2026-01-01 10:00:00Z)
            Status  sent
            Chat    telegram 42
            Took    1s
            Said    The door is open.
            """);
    }
}
