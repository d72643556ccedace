using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Telegram;

/// <summary>A request that is told to a group on Telegram, and the buttons below it; attack E10.</summary>
public sealed class ApprovalButtonsTests : IAsyncLifetime
{
    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;
    private SimulatedTelegram _telegram = null!;
    private SimulatedBot _bot = null!;
    private SimulatedGroup _group = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _telegram = await SimulatedTelegram.StartAsync();
        _bot = _telegram.AddBot("555000:a-token-of-a-bot", "molty_bot");
        _bot.Patience = 2 * Waits.Limit;
        _group = _bot.Group(-100500, "Work");
        JsonObject document = Configurations.For(_model).WithTelegram(_telegram, _bot);
        JsonObject telegram = document["channels"]!["telegram"]!.AsObject();
        telegram["groupPolicy"] = "open";
        telegram["groups"] = new JsonObject { ["*"] = new JsonObject { ["requireMention"] = false } };
        document["approvals"] = new JsonObject
        {
            ["exec"] = new JsonObject
            {
                ["enabled"] = true,
                ["mode"] = "targets",
                ["targets"] = new JsonArray(new JsonObject { ["channel"] = "telegram", ["to"] = "-100500" }),
                ["approvers"] = new JsonArray("telegram:42"),
            },
        };
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

    [Fact]
    public async Task A_button_under_a_request_answers_it_for_an_approver_and_nobody_else()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann"), eve = _bot.Person(43, "Ann", "ann");
        await using GatewayTestClient asker = await _system.Connect("asker");
        string request = await asker.SendAsync("exec.approval.request", new JsonObject { ["id"] = "a1", ["command"] = "ls -l", ["timeoutMs"] = 3_600_000 });
        await _bot.WhenSent(1);
        SimulatedMessage asked = _bot.Sent[0];
        asked.ChatId.ShouldBe(-100500);
        asked.Text.ShouldContain("ls -l");
        asked.Buttons.Select(static button => button.Text).ShouldBe(["Allow once", "Allow always", "Deny"]);

        await _bot.WhenConfirmed(eve.Presses(asked, asked.Buttons[0].Data, _group));
        await _bot.WhenConfirmed(ann.Presses(asked, asked.Buttons[2].Data, _group));

        (await asker.AnswerAsync(request)).Require().GetProperty("decision").GetString().ShouldBe("deny");
        await _bot.WhenSent(3);
        _bot.Sent.Skip(1).Select(static message => message.Text).ShouldBe(
            ["✅ Exec approval deny submitted for a1.", "✅ Exec approval denied. Resolved by Ann. ID: a1"], ignoreOrder: true);
        _bot.Sent.Skip(1).ShouldAllBe(static message => message.Buttons.Count == 0);
        _model.Requests.ShouldBeEmpty();
    }
}
