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
    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;
    private SimulatedTelegram _telegram = null!;
    private SimulatedBot _bot = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _telegram = await SimulatedTelegram.StartAsync();
        _bot = _telegram.AddBot("555000:a-token-of-a-bot", "molty_bot");
        _bot.Patience = 2 * Waits.Limit;
        JsonObject document = Configurations.For(_model).WithTelegram(_telegram, _bot);
        document["channels"]!["telegram"]!["allowFrom"] = new JsonArray("42");
        _state.Configure(document);
        _system = await RunningSystem.Start(_state);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _telegram.DisposeAsync();
        await _model.DisposeAsync();
        _state.Dispose();
    }

    [Theory]
    [InlineData("""{"kind":"agentTurn","message":"remind of Bob"}""", "[cron:")]
    [InlineData("""{"kind":"systemEvent","text":"remind of Bob"}""", "System: remind of Bob")]
    public async Task A_job_that_an_owner_asks_for_on_Telegram_answers_there(string payload, string asked)
    {
        SimulatedPerson ann = _bot.Person(42, "Ann", "ann");
        _model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "cron", $$$"""{"action":"add","job":{"name":"Bob","schedule":{"kind":"at","atMs":{{{TimeProvider.System.GetUtcNow().AddSeconds(2).ToUnixTimeMilliseconds()}}}},"payload":{{{payload}}}}}"""),
            ModelReply.Text("I will."),
            ModelReply.Text("Call Bob now."));

        ann.Says("remind me to call Bob");
        await _bot.WhenSent(2);

        _model.Requests[0].Body.ToString().ShouldContain("\"name\":\"cron\"");
        _model.Requests[1].ResultOf("c1").ShouldStartWith("""{"added":""");
        _bot.Sent.Select(static message => (message.ChatId, message.Text)).ShouldBe([(42, "I will."), (42, "Call Bob now.")]);
        _model.Requests[2].Body.GetProperty("messages").ToString().ShouldContain(asked);

        await Waits.Until(async () => (await List()).Contains("disabled", StringComparison.Ordinal), "the job to be over");
        (await List()).ShouldContain("agent:main:main");
        (await CommandLine.Run(_state, "audit", "tail")).Output.ShouldContain("cron.add");

        async Task<string> List() => (await CommandLine.Run(_state, "cron", "list", "--all")).Output;
    }

    /// <summary>A15: who was let in by a code, and a client that may not administer, make none.</summary>
    [Fact]
    public async Task Nobody_else_has_the_tool()
    {
        SimulatedPerson bob = _bot.Person(43, "Bob", "bob");
        await _bot.WhenConfirmed(bob.Says("let me in"));
        await _bot.WhenSent(1);
        await using GatewayTestClient admin = await _system.Connect("admin");
        var accounts = (await admin.CallAsync("moltbot.pairing.list", new JsonObject())).GetProperty("accounts").EnumerateArray();
        string code = accounts.SelectMany(static account => account.GetProperty("pending").EnumerateArray()).Single().GetProperty("code").GetString()!;
        await admin.CallAsync("moltbot.pairing.approve", new JsonObject { ["channel"] = "telegram", ["code"] = code });
        await using GatewayTestClient writer = await _system.Connect("writer", new ConnectOptions { Scopes = ["operator.write"] });
        const string Add = """{"action":"add","job":{"name":"x","schedule":{"kind":"every","everyMs":1000},"payload":{"kind":"systemEvent","text":"x"}}}""";
        _model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "cron", Add), ModelReply.Text("I cannot."), ModelReply.Empty.ThenToolCall("c2", "cron", Add), ModelReply.Text("Nor here."));

        bob.Says("every second, please");
        await _bot.WhenSent(2);
        (await writer.Ask("every second, please", "run-1")).ShouldBe("Nor here.");

        _model.Requests[0].Body.ToString().ShouldNotContain("\"name\":\"cron\"");
        _model.Requests[1].ResultOf("c1").ShouldBe("This did not run: there is no such tool.");
        _model.Requests[3].ResultOf("c2").ShouldBe("This did not run: there is no such tool.");
        (await admin.CallAsync("cron.status")).GetProperty("jobs").GetInt32().ShouldBe(0);
    }
}
