using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Telegram;

/// <summary>A person on Telegram, an operator at the command line, and a process that is killed between them.</summary>
public sealed class StrangerTests : IAsyncLifetime
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
        _state.Configure(Configurations.For(_model).WithTelegram(_telegram, _bot));
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
    public async Task Gets_a_code_is_approved_and_is_answered_by_the_model()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann", "ann");
        await Admit(ann);
        _bot.Sent[0].Text.ShouldContain("42");
        _model.Requests.ShouldBeEmpty();

        _model.Enqueue(ModelReply.Text("Hi ", "Ann"));
        ann.Says("and now?");
        await _bot.WhenSent(2);
        _bot.Sent[1].ShouldSatisfyAllConditions(
            message => message.Text.ShouldBe("Hi Ann"), message => message.ChatId.ShouldBe(42), message => message.ReplyTo.ShouldBe(ann.LastMessageId));
    }

    [Fact]
    public async Task Gets_a_code_is_approved_from_the_command_line_and_is_answered_by_the_model()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann", "ann");
        await _bot.WhenConfirmed(ann.Says("hello"));
        await _bot.WhenSent(1);
        string code = await PairingOf(ann);
        _bot.Sent[0].Text.ShouldContain(code);
        _model.Requests.ShouldBeEmpty();

        var (exit, output) = await CommandLine.Run(_state, "pairing", "approve", "telegram", code);
        exit.ShouldBe(0, output);
        output.ShouldContain("42");

        _model.Enqueue(ModelReply.Text("Hi ", "Ann"));
        ann.Says("and now?");
        await _bot.WhenSent(2);
        _bot.Sent[1].ShouldSatisfyAllConditions(
            message => message.Text.ShouldBe("Hi Ann"), message => message.ChatId.ShouldBe(42), message => message.ReplyTo.ShouldBe(ann.LastMessageId));
    }

    [Fact]
    public async Task A_second_stranger_is_not_let_in_by_the_code_of_the_first()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann"), bob = _bot.Person(43, "Bob");
        await Admit(ann);

        await _bot.WhenConfirmed(bob.Says("me too"));
        await _bot.WhenSent(2);

        _bot.Sent[1].ShouldSatisfyAllConditions(message => message.ChatId.ShouldBe(43), message => message.Text.ShouldContain("43"));
        _model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_update_that_comes_twice_is_answered_once()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann");
        await Admit(ann);
        JsonObject message = ann.Message("once");
        long first = _bot.Receives("message", message);
        await _bot.WhenSent(2);
        await _bot.WhenConfirmed(first);

        _bot.ReceivesAgain(first, "message", message);
        _model.Enqueue(ModelReply.Text("to the second"));
        ann.Says("second");
        await _bot.WhenSent(3);

        _bot.Sent[2].Text.ShouldBe("to the second");
        _model.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_whose_answer_was_cut_off_by_a_kill_is_answered_once_after_the_restart()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann");
        await Admit(ann);
        var thinking = new ModelGate();
        _model.Enqueue(ModelReply.Text("never ").ThenGate(thinking), ModelReply.Text("after the restart"));
        await _bot.WhenConfirmed(ann.Says("a hard question"));
        await thinking.Reached;

        await _system.Kill();
        _system = await RunningSystem.Start(_state);
        await _bot.WhenSent(2);
        _model.Enqueue(ModelReply.Text("the next answer"));
        ann.Says("another one");
        await _bot.WhenSent(3);

        _bot.Sent.Skip(1).Select(message => message.Text).ShouldBe(["after the restart", "the next answer"]);
    }

    [Fact]
    public async Task A_message_that_was_not_confirmed_when_the_process_died_is_answered_once()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann");
        await Admit(ann);
        await _system.Kill();
        ann.Says("is anybody there?");

        _model.Enqueue(ModelReply.Text("I am back"), ModelReply.Text("I am here"));
        _system = await RunningSystem.Start(_state);
        await _bot.WhenSent(2);

        // Had it been answered again, that would come before what is asked next.
        await _bot.WhenConfirmed(ann.Says("are you?"));
        await _bot.WhenSent(3);
        _bot.Sent.Skip(1).Select(message => message.Text).ShouldBe(["I am back", "I am here"]);
        _model.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_is_put_out_from_the_command_line_is_a_stranger_at_once()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann", "ann");
        await Admit(ann);

        var (code, output) = await CommandLine.Run(_state, "pairing", "revoke", "telegram", "42");
        code.ShouldBe(0, output);
        await _bot.WhenConfirmed(ann.Says("and now?"));
        await _bot.WhenSent(2);

        _bot.Sent[1].Text.ShouldContain("Pairing code:");
        _model.Requests.ShouldBeEmpty();
        await using GatewayTestClient client = await _system.Connect();
        JsonElement record = (await client.CallAsync("moltbot.audit.tail")).GetProperty("records").EnumerateArray()
            .Single(each => each.GetProperty("action").GetString() == "pairing.revoke");
        record.GetProperty("target").GetString().ShouldBe("telegram/default/42");
    }

    [Fact]
    public async Task A_send_cut_off_by_a_kill_is_marked_unknown_and_never_repeated()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann");
        await Admit(ann);
        _bot.Script("sendMessage", SimulatedAnswer.AcceptThenHang());
        _model.Enqueue(ModelReply.Text("did it arrive?"));
        ann.Says("say something");
        await _bot.WhenSent(2);

        await _system.Kill();
        _system = await RunningSystem.Start(_state);
        _model.Enqueue(ModelReply.Text("something else"));
        ann.Says("once more");
        await _bot.WhenSent(3);

        _bot.Sent.Skip(1).Select(message => message.Text).ShouldBe(["did it arrive?", "something else"]);
        await using GatewayTestClient client = await _system.Connect();
        (await client.History("agent:main:main")).Count(line => line == "assistant: did it arrive?").ShouldBe(1);
        JsonElement account = (await client.CallAsync("channels.status")).GetProperty("channelAccounts").GetProperty("telegram")[0];
        account.GetProperty("outbox").GetProperty("unknown").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task What_waits_in_the_outbox_survives_a_kill()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann");
        await Admit(ann);
        _bot.Script("sendMessage", SimulatedAnswer.AcceptThenHang());
        _model.Enqueue(ModelReply.Text("did it arrive?"), ModelReply.Text("kept"));
        ann.Says("one");
        await _bot.WhenSent(2);
        await using (GatewayTestClient client = await _system.Connect())
        {
            // The first piece of the chat is on its way, so the second waits.
            ann.Says("two");
            await client.EventAsync("chat", static chat => ChatClient.StateOf(chat) == "final" && ChatClient.TextOf(chat) == "kept");
        }

        await _system.Kill();
        _system = await RunningSystem.Start(_state);
        await _bot.WhenSent(3);

        _bot.Sent.Skip(1).Select(message => message.Text).ShouldBe(["did it arrive?", "kept"]);
    }

    private async Task Admit(SimulatedPerson person)
    {
        int sent = _bot.Sent.Count;
        await _bot.WhenConfirmed(person.Says("let me in"));
        await _bot.WhenSent(sent + 1);
        await using GatewayTestClient client = await _system.Connect("operator");
        await client.CallAsync("moltbot.pairing.approve", new JsonObject { ["channel"] = "telegram", ["code"] = await PairingOf(person) });
    }

    private async Task<string> PairingOf(SimulatedPerson person)
    {
        await using GatewayTestClient client = await _system.Connect("operator");
        var accounts = (await client.CallAsync("moltbot.pairing.list", new JsonObject())).GetProperty("accounts").EnumerateArray();
        return accounts.SelectMany(account => account.GetProperty("pending").EnumerateArray())
            .Single(sender => sender.GetProperty("senderId").GetString() == person.Id.ToString(global::System.Globalization.CultureInfo.InvariantCulture))
            .GetProperty("code").GetString()!;
    }
}
