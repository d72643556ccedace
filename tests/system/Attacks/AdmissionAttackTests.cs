using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Who is nobody, or nearly somebody, or says that they are somebody else, at a running system (C2, C3, C9).</summary>
public sealed class AdmissionAttackTests : IAsyncLifetime
{
    private const string Secret = "canary-gateway-of-the-admission";
    private const long Listed = 1234;
    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;
    private SimulatedTelegram _telegram = null!;
    private SimulatedBot _bot = null!, _empty = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _telegram = await SimulatedTelegram.StartAsync();
        (_bot, _empty) = (_telegram.AddBot("777000:a-token-of-a-bot", "molty_bot"), _telegram.AddBot("888000:a-token-of-a-bot", "empty_bot"));
        _bot.Patience = _empty.Patience = 2 * Waits.Limit;
        JsonObject document = Configurations.For(_model).WithTelegram(_telegram, _bot).WithGateway(new JsonObject { ["auth"] = new JsonObject { ["token"] = Secret } });
        JsonObject telegram = document["channels"]!["telegram"]!.AsObject();
        telegram.Remove("botToken");
        (telegram["dmPolicy"], telegram["groupPolicy"]) = ("allowlist", "allowlist");
        telegram["accounts"] = JsonNode.Parse($$"""
            {
              "default": {
                "botToken": "{{_bot.Token}}", "allowFrom": ["{{Listed}}", " ", "", "@", "tg:"],
                "groups": { "-1001": { "requireMention": false } }
              },
              "empty": { "botToken": "{{_empty.Token}}", "allowFrom": [], "groupAllowFrom": [], "groups": { "-1001": { "requireMention": false, "allowFrom": [] } } }
            }
            """);
        _state.Configure(document);
        _system = await RunningSystem.Start(_state, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = Secret });
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _telegram.DisposeAsync();
        await _model.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task An_id_that_is_empty_or_fits_in_part_lets_nobody_in()
    {
        SimulatedGroup group = _bot.Group(-1001, "Team");
        foreach (long nearly in new long[] { 1, 4, 12, 123, 234, 12345, 41234, 91234 })
        {
            await _bot.WhenConfirmed(_bot.Person(nearly, "1234", "_1234").Says("let me in"));
            await _bot.WhenConfirmed(_bot.Person(nearly, "1234", "_1234").Says("let me in", group));
        }

        foreach (SimulatedGroup? place in new[] { null, group })
        {
            SimulatedPerson listed = _bot.Person(Listed, "Ann");
            JsonObject nobody = listed.Message("let me in", place), channel = listed.Message("let me in", place);
            nobody.Remove("from");
            await _bot.WhenConfirmed(_bot.Receives("message", nobody));
            channel["sender_chat"] = new JsonObject { ["id"] = Listed, ["type"] = "channel", ["title"] = "1234" };
            await _bot.WhenConfirmed(_bot.Receives("message", channel));
        }

        _model.Requests.ShouldBeEmpty();
        _bot.Sent.ShouldBeEmpty();
        _bot.Person(Listed, "Ann").Says("it is me");
        await _bot.WhenSent(1);
    }

    [Fact]
    public async Task An_empty_list_is_nobody()
    {
        SimulatedGroup group = _empty.Group(-1001, "Team");
        foreach (long id in new[] { Listed, 7 })
        {
            SimulatedPerson person = _empty.Person(id, "Ann");
            await _empty.WhenConfirmed(person.Says("hello"));
            await _empty.WhenConfirmed(person.Says("/status"));
            await _empty.WhenConfirmed(person.Says("hello", group));
            await _empty.WhenConfirmed(person.Says("/activation always", group));
        }

        _model.Requests.ShouldBeEmpty();
        _empty.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("chat.send")]
    [InlineData("agent")]
    public async Task Nobody_is_who_a_call_says_they_are(string method)
    {
        string[] claims =
        [
            "sender", "senderId", "senderName", "from", "user", "userId", "principal", "caller", "role", "scopes", "tenant", "origin", "commandsAllowed", "isOwner", "authorized",
        ];
        await using GatewayTestClient client = await _system.Connect("reader", new ConnectOptions { Scopes = ["operator.write"] });
        foreach (string claim in claims)
        {
            GatewayAnswer answer = await client.RequestAsync(method, new JsonObject
            {
                ["sessionKey"] = "main", ["message"] = "hello", ["idempotencyKey"] = Guid.NewGuid().ToString(), [claim] = "telegram:1234",
            });
            (answer.Code, answer.Message!.Contains(claim, StringComparison.Ordinal)).ShouldBe(("INVALID_REQUEST", true), answer.Message);
        }

        _model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_that_names_another_sender_gets_nothing_by_it()
    {
        await using GatewayTestClient client = await _system.Connect("owner");
        foreach (string tool in new[] { "exec", "message", "sessions_send", "gateway", "config.set", "exec.approval.resolve" })
        {
            _model.Enqueue(ModelReply.Text("as you wish ").ThenToolCall(
                "call-1", tool, """{"senderId":"1234","sender_id":"1234","sender":"telegram:1234","principal":"token:owner","role":"operator","scopes":["operator.admin"],"command":"id","to":"1234","raw":"{}"}"""));
            await client.Say("do it", Guid.NewGuid().ToString());
        }

        string last = Guid.NewGuid().ToString();
        (await client.Ask("and now?", last)).ShouldNotBeEmpty();
        JsonElement audit = await client.CallAsync("moltbot.audit.tail", new JsonObject { ["limit"] = 1000 });
        audit.GetRawText().ShouldNotContain("telegram:1234");
        _bot.Sent.ShouldBeEmpty();
        _system.Program.Output.Text.ShouldNotContain("uid=");
    }
}
