using System.Text.Json.Nodes;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

/// <summary>Jobs: what is asked for with which options, and what people see of the answers.</summary>
public sealed class CronTests : IAsyncLifetime
{
    private const string Job = """
        {"id":"j-1","name":"Morning","enabled":true,"schedule":{"kind":"cron","expr":"0 7 * * *","tz":"Europe/Berlin"},"sessionTarget":"isolated",
         "wakeMode":"now","payload":{"kind":"agentTurn","message":"x"},"state":{"nextRunAtMs":1767276000000,"lastRunAtMs":1767261600000,"lastStatus":"ok"}}
        """;

    private readonly Machine _machine = new();
    private FakeGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _machine.With(_gateway);
        _gateway.On("cron.add", Job).On("cron.update", Job);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _machine.Dispose();
    }

    [Fact]
    public async Task TheListSaysWhenAndHowTheLastRunWent()
    {
        _gateway.On("cron.list", $$$"""
            {"jobs":[{{{Job}}},
             {"id":"j-2","name":"Tick","schedule":{"kind":"every","everyMs":5400000},"sessionTarget":"main","agentId":"kid","maker":{"sessionKey":"agent:kid:main","principal":"telegram:7"},"state":{}},
             {"id":"j-3","name":"Once","enabled":true,"schedule":{"kind":"at","atMs":1767276000000},"sessionTarget":"main","state":{"runningAtMs":1}}]}
            """);

        (await _machine.RunAsync("cron list --all")).Expect(ExitCodes.Ok).Out.ShouldBe("""
            JOB  NAME     WHEN                       NEXT   LAST    STATUS    SESSION   AGENT  MADE BY
            j-1  Morning  0 7 * * * (Europe/Berlin)  in 2h  2h ago  ok        isolated  -      operator
            j-2  Tick     every 90m                  -      -       disabled  main      kid    agent:kid:main
            j-3  Once     at 2026-01-01 14:00:00Z    -      -       running   main      -      operator
            """);
        Sent().ShouldBe("""{"includeDisabled":true}""");
    }

    [Theory]
    [InlineData("--name Morning --cron 0·7·*·*·* --tz Europe/Berlin --session isolated --wake now --message x --deliver --channel telegram --to 42 --model a/b --thinking low --timeout-seconds 60 --best-effort-deliver --post-prefix P --post-mode full --post-max-chars 9 --agent kid --description d --delete-after-run",
        """{"name":"Morning","description":"d","agentId":"kid","sessionTarget":"isolated","wakeMode":"now","schedule":{"kind":"cron","expr":"0 7 * * *","tz":"Europe/Berlin"},"payload":{"message":"x","thinking":"low","model":"a/b","timeoutSeconds":60,"deliver":true,"bestEffortDeliver":true,"channel":"telegram","to":"42","kind":"agentTurn"},"isolation":{"postToMainPrefix":"P","postToMainMode":"full","postToMainMaxChars":9},"enabled":true,"deleteAfterRun":true}""")]
    [InlineData("--name n --at 20m --system-event e --disabled", """{"name":"n","schedule":{"kind":"at","atMs":1767270000000},"payload":{"text":"e","kind":"systemEvent"},"enabled":false}""")]
    [InlineData("--name n --at 2026-03-01T15:00:00Z --system-event e", """{"name":"n","schedule":{"kind":"at","at":"2026-03-01T15:00:00Z"},"payload":{"text":"e","kind":"systemEvent"},"enabled":true}""")]
    [InlineData("--name n --at 1767276000000 --system-event e", """{"name":"n","schedule":{"kind":"at","at":"1767276000000"},"payload":{"text":"e","kind":"systemEvent"},"enabled":true}""")]
    [InlineData("--name n --every 1d --message x", """{"name":"n","schedule":{"kind":"every","everyMs":86400000},"payload":{"message":"x","kind":"agentTurn"},"enabled":true}""")]
    public async Task WhatIsAdded(string options, string sent)
    {
        CliResult run = await _machine.RunAsync(Words("cron add " + options));

        run.Expect(ExitCodes.Ok).Out.ShouldBe("added: j-1 (Morning), due in 2h (2026-01-01 14:00:00Z)");
        Sent().ShouldBe(sent);
    }

    [Theory]
    [InlineData("--message x", "a job needs a --name")]
    [InlineData("--name n --message x", "a job needs one of --at, --every and --cron")]
    [InlineData("--name n --every 1h", "a job needs one of --system-event and --message")]
    [InlineData("--name n --every 1h --at 5m --message x", "a job has one of --at, --every and --cron")]
    [InlineData("--name n --every 5 --message x", "--every takes a time of a second or more with its unit, such as 10m, 1h or 1d, not '5'")]
    [InlineData("--name n --every 1h --tz UTC --message x", "--tz goes with --cron")]
    [InlineData("--name n --every 1h --system-event e --deliver", "--system-event is a line for the main session: it goes with none of the options of --message")]
    [InlineData("--name n --every 1h --message x --session other", "--session takes main or isolated, not 'other'")]
    public async Task WhatContradictsItselfIsNotSent(string options, string why)
    {
        (await _machine.RunAsync(Words("cron add " + options))).Expect(ExitCodes.Usage).Error.ShouldContain(why);
        _gateway.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("enable j-1", """{"enabled":true}""")]
    [InlineData("disable j-1", """{"enabled":false}""")]
    [InlineData("edit j-1 --name n --enable --keep-after-run --clear-agent", """{"name":"n","enabled":true,"deleteAfterRun":false,"agentId":null}""")]
    [InlineData("edit j-1 --message x --no-deliver --no-best-effort-deliver", """{"payload":{"message":"x","kind":"agentTurn","deliver":false,"bestEffortDeliver":false}}""")]
    [InlineData("edit j-1 --no-deliver", """{"payload":{"kind":"agentTurn","deliver":false}}""")]
    [InlineData("edit j-1 --every 2h --disable", """{"schedule":{"kind":"every","everyMs":7200000},"enabled":false}""")]
    public async Task WhatIsChanged(string words, string patch)
    {
        (await _machine.RunAsync("cron " + words)).Expect(ExitCodes.Ok).Out.ShouldStartWith("changed: j-1 (Morning), due in 2h");
        Sent().ShouldBe($$"""{"id":"j-1","patch":{{patch}}}""");
    }

    [Theory]
    [InlineData("edit j-1", "nothing to change was named")]
    [InlineData("edit j-1 --enable --disable", "either --enable or --disable")]
    [InlineData("edit j-1 --deliver --no-deliver", "--no-deliver contradicts another option")]
    [InlineData("edit j-1 --agent kid --clear-agent", "either --agent or --clear-agent")]
    [InlineData("runs", "which job?")]
    public async Task AChangeThatIsNoneIsNotSent(string words, string why)
    {
        (await _machine.RunAsync("cron " + words)).Expect(ExitCodes.Usage).Error.ShouldContain(why);
        _gateway.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("remove j-1", "cron.remove", """{"ok":true,"removed":true}""", ExitCodes.Ok, "removed: j-1", """{"id":"j-1"}""")]
    [InlineData("rm j-1", "cron.remove", """{"ok":true,"removed":false}""", ExitCodes.Failed, "there is no job j-1", """{"id":"j-1"}""")]
    [InlineData("run j-1", "cron.run", """{"ok":true,"ran":false,"reason":"not-due"}""", ExitCodes.Failed, "does not run: not-due", """{"id":"j-1","mode":"due"}""")]
    [InlineData("run j-1 --force", "cron.run", """{"ok":true,"ran":true}""", ExitCodes.Ok, "runs: j-1", """{"id":"j-1","mode":"force"}""")]
    public async Task WhatIsDoneWithAJob(string words, string method, string answer, int exitCode, string told, string sent)
    {
        _gateway.On(method, answer);
        (await _machine.RunAsync("cron " + words)).Expect(exitCode).Out.ShouldBe(told);
        Sent().ShouldBe(sent);
    }

    [Theory]
    [InlineData("runs j-1 --limit 5")]
    [InlineData("runs --id j-1 --limit 5")]
    public async Task RunsSayWhatCameOfThem(string words)
    {
        _gateway.On("cron.runs", """
            {"entries":[{"ts":1767268799000,"jobId":"j-1","action":"finished","status":"ok","summary":"All\nwell.","durationMs":1500},
                        {"ts":1767268800000,"jobId":"j-1","action":"finished","status":"skipped","error":"missed"}]}
            """);
        (await _machine.RunAsync("cron " + words)).Expect(ExitCodes.Ok).Out.ShouldBe("""
            ENDED                 STATUS   TOOK  WHAT CAME OF IT
            2026-01-01 11:59:59Z  ok       1s    All well.
            2026-01-01 12:00:00Z  skipped  -     missed
            """);
        Sent().ShouldBe("""{"id":"j-1","limit":5}""");
    }

    [Fact]
    public async Task StatusSaysWhetherJobsRun()
    {
        _gateway.On("cron.status", """{"enabled":false,"storePath":"database","jobs":2,"nextWakeAtMs":null}""");
        (await _machine.RunAsync("cron status")).Expect(ExitCodes.Ok).Out.ShouldBe("""
            Jobs  do not run: cron.enabled is false
            Kept  2, in the database
            Next  none is due
            """);
    }

    [Theory]
    [InlineData("list", "cron.list", """{"jobs":[{"id":"j"}]}""")]
    [InlineData("enable j", "cron.update", Job)]
    [InlineData("remove j", "cron.remove", """{"ok":true,"removed":true}""")]
    [InlineData("run j", "cron.run", """{"ok":true,"ran":true}""")]
    [InlineData("runs j", "cron.runs", """{"entries":[]}""")]
    [InlineData("status", "cron.status", """{"enabled":true,"storePath":"database","jobs":0,"nextWakeAtMs":5}""")]
    public async Task JsonIsThePayloadAsItCame(string words, string method, string payload)
    {
        _gateway.On(method, payload);
        JsonNode.DeepEquals((await _machine.RunAsync($"cron {words} --json")).Expect(ExitCodes.Ok).Json, JsonNode.Parse(payload)).ShouldBeTrue();
    }

    private string Sent() => _gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString();

    /// <summary>Words at spaces; a dot in the middle stands for a space within one.</summary>
    private static string[] Words(string line) => [.. line.Split(' ').Select(static word => word.Replace('·', ' '))];
}
