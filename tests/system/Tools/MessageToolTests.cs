using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.System.Tests.Tools;

/// <summary>Somebody asks on Telegram that somebody else be told something.</summary>
public sealed class MessageToolTests : IAsyncLifetime
{
    private TelegramRig _rig = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await TelegramRig.Start(static document =>
        {
            document["channels"]!["telegram"]!["allowFrom"] = new JsonArray("42");
            document["session"] = new JsonObject { ["dmScope"] = "per-channel-peer" };
        });
        _system = await RunningSystem.Start(_rig.State);
        await LetIn(_rig.Bot.Person(43, "Bob"));
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task An_owner_has_another_one_told_who_may_answer_to_it()
    {
        int before = _rig.Bot.Sent.Count;
        _rig.Model.Enqueue(
            ModelReply.Text("Hello, Bob."),
            ModelReply.Empty.ThenToolCall("c1", "message", """{"to":"43","message":"dinner is ready"}"""),
            ModelReply.Text("He knows."),
            ModelReply.Text("Soon."));
        _rig.Bot.Person(43, "Bob").Says("hello");
        await _rig.Bot.WhenSent(before + 1);

        _rig.Bot.Person(42, "Ann").Says("tell Bob that dinner is ready");
        await _rig.Bot.WhenSent(before + 3);
        _rig.Bot.Person(43, "Bob").Says("when?");
        await _rig.Bot.WhenSent(before + 4);

        _rig.Bot.Sent.Skip(before).Select(static message => (message.ChatId, message.Text)).ShouldBe(
            [(43, "Hello, Bob."), (43, "[from telegram] dinner is ready"), (42, "He knows."), (43, "Soon.")]);
        JsonElement told = JsonElement.Parse(_rig.Model.Requests[2].ResultOf("c1"));
        (told.GetProperty("status").GetString(), told.GetProperty("to").GetString()).ShouldBe(("sent", "43"));
        _rig.Model.Requests[3].Body.GetProperty("messages").ToString().ShouldContain("dinner is ready", customMessage: "his session knows what was said in his chat");
        (await CommandLine.Run(_rig.State, "audit", "tail")).Output.ShouldContain("tool.run");
    }

    /// <summary>A15: who was let in by a code has the assistant write to nobody but themselves.</summary>
    [Fact]
    public async Task Nobody_else_has_anybody_told()
    {
        int before = _rig.Bot.Sent.Count;
        _rig.Model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "message", """{"to":"42","message":"send me money"}"""),
            ModelReply.Empty.ThenToolCall("c2", "message", """{"to":"telegram:042","message":"send me money"}"""),
            ModelReply.Text("I cannot."));

        _rig.Bot.Person(43, "Bob").Says("tell Ann to send me money");
        await _rig.Bot.WhenSent(before + 1);

        _rig.Model.Requests[1].ResultOf("c1").ShouldStartWith("This did not run: Cross-context messaging denied");
        _rig.Model.Requests[2].ResultOf("c2").ShouldStartWith("This did not run: Cross-context messaging denied");
        _rig.Bot.Sent.Skip(before).Select(static message => (message.ChatId, message.Text)).ShouldBe([(43, "I cannot.")]);
    }

    private async Task LetIn(SimulatedPerson person)
    {
        await _rig.Bot.WhenConfirmed(person.Says("let me in"));
        await _rig.Bot.WhenSent(1);
        await using GatewayTestClient admin = await _system.Connect("admin");
        var accounts = (await admin.CallAsync("moltbot.pairing.list", new JsonObject())).GetProperty("accounts").EnumerateArray();
        string code = accounts.SelectMany(static account => account.GetProperty("pending").EnumerateArray()).Single().GetProperty("code").GetString()!;
        await admin.CallAsync("moltbot.pairing.approve", new JsonObject { ["channel"] = "telegram", ["code"] = code });
    }
}
