using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

/// <summary>Tasks: what is asked for with which options, and what people see of the answers.</summary>
public sealed class TasksTests : IAsyncLifetime
{
    private const string Task = """
        {"id":"t-1","status":"delayed","agentId":"main","message":"tidy\nup","priority":5,"attempts":1,"maxAttempts":5,"idempotencyKey":"k","createdBy":"token",
         "createdAtMs":1767261600000,"notBeforeMs":1767276000000,"startedAtMs":1767268799000,"sessionKey":"agent:main:task:t-1","runId":"task:t-1:1","error":"no model answered","order":7}
        """;

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
    [InlineData("--message x", """{"message":"x"}""")]
    [InlineData("--message x --agent kid --priority -5 --delay 10m --max-attempts 3 --key k",
        """{"message":"x","agentId":"kid","priority":-5,"delayMs":600000,"maxAttempts":3,"idempotencyKey":"k"}""")]
    public async Task WhatIsAdded(string options, string sent)
    {
        _gateway.On("moltbot.tasks.add", $$"""{"task":{{Task}},"existing":false}""");
        CliResult run = (await _machine.RunAsync("tasks add " + options)).Expect(ExitCodes.Ok);

        run.Out.ShouldBe("added: t-1 (delayed, due in 2h)");
        run.Error.ShouldBe("what comes of it: moltbot tasks show t-1");
        Sent().ShouldBe(sent);
    }

    [Fact]
    public async Task WhatIsThereAlreadyIsSaid()
    {
        _gateway.On("moltbot.tasks.add", $$"""{"task":{{Task}},"existing":true}""");
        (await _machine.RunAsync("tasks add --message x --key k")).Expect(ExitCodes.Ok).Out.ShouldBe("there already: t-1 (delayed, due in 2h)");
    }

    [Theory]
    [InlineData("add", "a task needs a --message")]
    [InlineData("add --message x --delay 10", "--delay takes a time of up to a year with its unit, such as 30s, 10m or 1d, not '10'")]
    [InlineData("add --message x --delay 400d", "--delay takes a time of up to a year")]
    [InlineData("add --message x --priority 101", "--priority takes a number from -100 to 100, not '101'")]
    [InlineData("add --message x --max-attempts 0", "--max-attempts takes a number from 1 to 20, not '0'")]
    [InlineData("list --limit 0", "--limit takes a number from 1 to 200, not '0'")]
    public async Task WhatIsWrongIsNotSent(string words, string why)
    {
        (await _machine.RunAsync("tasks " + words)).Expect(ExitCodes.Usage).Error.ShouldContain(why);
        _gateway.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task TheListSaysWhereTasksStand()
    {
        _gateway.On("moltbot.tasks.list", $$"""{"tasks":[{{Task}}]}""");
        (await _machine.RunAsync("tasks list --status delayed --limit 5")).Expect(ExitCodes.Ok).Out.ShouldBe("""
            TASK  STATUS              AGENT  PRIO  ATTEMPTS  MADE    MESSAGE
            t-1   delayed, due in 2h  main   5     1/5       2h ago  tidy up
            """);
        Sent().ShouldBe("""{"status":"delayed","limit":5}""");
    }

    [Fact]
    public async Task ATaskIsShownWithWhatCameOfIt()
    {
        _gateway.On("moltbot.tasks.get", $$"""{"task":{{Task}}}""");
        string shown = (await _machine.RunAsync("tasks show t-1")).Expect(ExitCodes.Ok).Out;
        shown.ShouldContain("Attempts  1 of 5");
        shown.ShouldContain("Made      2026-01-01 10:00:00Z by token");
        shown.ShouldContain("Session   agent:main:task:t-1");
        shown.ShouldContain("Error     no model answered");
        Sent().ShouldBe("""{"id":"t-1"}""");
    }

    [Theory]
    [InlineData("cancel t-1", "moltbot.tasks.cancel", true, ExitCodes.Ok, "cancelled: t-1")]
    [InlineData("cancel t-1", "moltbot.tasks.cancel", false, ExitCodes.Failed, "t-1 is not open")]
    [InlineData("retry t-1", "moltbot.tasks.retry", true, ExitCodes.Ok, "queued: t-1")]
    [InlineData("retry t-1", "moltbot.tasks.retry", false, ExitCodes.Failed, "t-1 is not dead, an open one has its key, or no more may be open")]
    public async Task WhatIsChanged(string words, string method, bool changed, int exitCode, string told)
    {
        _gateway.On(method, changed ? """{"changed":true}""" : """{"changed":false}""");
        (await _machine.RunAsync("tasks " + words)).Expect(exitCode).Out.ShouldBe(told);
        Sent().ShouldBe("""{"id":"t-1"}""");
    }

    [Fact]
    public async Task StatsAreTheCounters()
    {
        const string Answer = """{"queued":1,"delayed":2,"running":3,"dead":4,"attempts":50,"processed":6,"failed":7}""";
        _gateway.On("moltbot.tasks.stats", Answer);
        (await _machine.RunAsync("tasks stats")).Expect(ExitCodes.Ok).Out.ShouldBe("""
            Queued     1
            Delayed    2
            Running    3
            Dead       4
            Attempts   50
            Processed  6
            Failed     7
            """);
        (await _machine.RunAsync("tasks stats --json")).Expect(ExitCodes.Ok).Json.ToJsonString().ShouldBe(Answer);
    }

    private string Sent() => _gateway.Calls[^1].Params.ToJsonString();
}
