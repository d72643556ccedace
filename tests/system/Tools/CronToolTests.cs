using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>Somebody asks for a job in a chat, the model makes it, and its answer arrives in that chat.</summary>
public sealed class CronToolTests : IAsyncLifetime
{
    private TelegramRig _rig = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await TelegramRig.Start(static document => document["channels"]!["telegram"]!["allowFrom"] = new JsonArray("42"));
        _system = await RunningSystem.Start(_rig.State);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"kind":"agentTurn","message":"remind of Bob"}""", "[cron:")]
    [InlineData("""{"kind":"systemEvent","text":"remind of Bob"}""", "System: remind of Bob")]
    public async Task A_job_that_an_owner_asks_for_on_Telegram_answers_there(string payload, string asked)
    {
        SimulatedPerson ann = _rig.Bot.Person(42, "Ann", "ann");
        _rig.Model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "cron", $$$"""{"action":"add","job":{"name":"Bob","schedule":{"kind":"at","atMs":{{{TimeProvider.System.GetUtcNow().AddSeconds(2).ToUnixTimeMilliseconds()}}}},"payload":{{{payload}}}}}"""),
            ModelReply.Text("I will."),
            ModelReply.Text("Call Bob now."));

        ann.Says("remind me to call Bob");
        await _rig.Bot.WhenSent(2);

        _rig.Model.Requests[0].Body.ToString().ShouldContain("\"name\":\"cron\"");
        _rig.Model.Requests[1].ResultOf("c1").ShouldStartWith("""{"added":""");
        _rig.Bot.Sent.Select(static message => (message.ChatId, message.Text)).ShouldBe([(42, "I will."), (42, "Call Bob now.")]);
        _rig.Model.Requests[2].Body.GetProperty("messages").ToString().ShouldContain(asked);

        await Waits.Until(async () => (await List()).Contains("disabled", StringComparison.Ordinal), "the job to be over");
        (await List()).ShouldContain("agent:main:main");
        (await CommandLine.Run(_rig.State, "audit", "tail")).Output.ShouldContain("cron.add");

        async Task<string> List() => (await CommandLine.Run(_rig.State, "cron", "list", "--all")).Output;
    }

    /// <summary>A15: who was let in by a code, and a client that may not administer, make none.</summary>
    [Fact]
    public async Task Nobody_else_has_the_tool()
    {
        SimulatedPerson bob = _rig.Bot.Person(43, "Bob", "bob");
        await _rig.Bot.WhenConfirmed(bob.Says("let me in"));
        await _rig.Bot.WhenSent(1);
        await using GatewayTestClient admin = await _system.Connect("admin");
        var accounts = (await admin.CallAsync("moltbot.pairing.list", new JsonObject())).GetProperty("accounts").EnumerateArray();
        string code = accounts.SelectMany(static account => account.GetProperty("pending").EnumerateArray()).Single().GetProperty("code").GetString()!;
        await admin.CallAsync("moltbot.pairing.approve", new JsonObject { ["channel"] = "telegram", ["code"] = code });
        await using GatewayTestClient writer = await _system.Connect("writer", new ConnectOptions { Scopes = ["operator.write"] });
        const string Add = """{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":1000},"payload":{"kind":"systemEvent","text":"x"}}}""";
        _rig.Model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "cron", Add), ModelReply.Text("I cannot."), ModelReply.Empty.ThenToolCall("c2", "cron", Add), ModelReply.Text("Nor here."));

        bob.Says("every second, please");
        await _rig.Bot.WhenSent(2);
        (await writer.Ask("every second, please", "run-1")).ShouldBe("Nor here.");

        _rig.Model.Requests[0].Body.ToString().ShouldNotContain("\"name\":\"cron\"");
        _rig.Model.Requests[1].ResultOf("c1").ShouldBe("This did not run: there is no such tool.");
        _rig.Model.Requests[3].ResultOf("c2").ShouldBe("This did not run: there is no such tool.");
        (await admin.CallAsync("cron.status")).GetProperty("jobs").GetInt32().ShouldBe(0);
    }
}
