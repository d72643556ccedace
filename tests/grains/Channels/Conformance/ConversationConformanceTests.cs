using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.Policy.Channels;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.Grains.Tests.Channels.Conformance;

/// <summary>What every channel must pass from a person to a model and back, on a simulated platform that speaks the real protocol.</summary>
/// <param name="world">Starts the platform.</param>
public abstract partial class ConversationConformanceTests(Func<TimeProvider, Task<IPlatformWorld>> world) : IAsyncLifetime
{
    /// <summary>Commands are asked about, and those answer whom the account's list names.</summary>
    private const string Approving = "tools: { exec: { host: \"gateway\" } }";

    private ConversationRig _rig = null!;

    private IPlatformWorld World => _rig.World;

    public async ValueTask InitializeAsync() => _rig = await ConversationRig.StartAsync(world);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_stranger_gets_a_code_and_nothing_else_until_they_are_let_in()
    {
        await _rig.Start();
        IPlatformPerson ann = World.Person("Ann");
        ann.Says("hello");
        await World.WhenSent(1);
        ann.Says("/status");
        ann.Edits("let me in");
        await World.WhenConfirmed(ann.Says("hello?"));
        PlatformMessage offer = World.Sent.Single();
        PairingRequest request = (await _rig.Waiting()).Single();
        offer.ShouldSatisfyAllConditions(
            message => message.Text.ShouldContain(ann.Id), message => message.Text.ShouldContain(request.Code), message => message.ChatId.ShouldBe(ann.ChatId));
        _rig.Model.Requests.ShouldBeEmpty();

        (await _rig.Operator<IPairingGrain>(_rig.Account).Approve(request.Code)).Request.ShouldNotBeNull();
        _rig.Model.Enqueue(ModelReply.Text("Hi Ann"));
        await World.WhenConfirmed(ann.Says("now?"));
        await World.WhenSent(2);

        World.Sent[1].ShouldSatisfyAllConditions(
            message => message.Text.ShouldBe("Hi Ann"), message => message.ChatId.ShouldBe(ann.ChatId), message => message.ReplyTo.ShouldBe(ann.LastMessageId));
    }

    [Fact]
    public async Task A_strangers_reaction_and_button_are_not_even_answered_with_a_code()
    {
        _rig.More = Approving;
        await _rig.Start();
        IPlatformPerson ann = World.Person("Ann");
        await _rig.Send("x", ann.ChatId, "a message with a button");
        await World.WhenSent(1);
        await _rig.AskApproval("a1");
        ann.Reacts(World.Sent[0].Id);
        ann.Presses(World.Sent[0], new ApprovalButton("a1", "allow-once").ToString());
        await World.WhenConfirmed(ann.Presses(World.Sent[0], "yes"));

        (await _rig.Waiting()).ShouldBeEmpty();
        (await _rig.Approval("a1")).Answers.ShouldBeEmpty();
        _rig.Model.Requests.ShouldBeEmpty();
        World.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_button_for_an_approval_is_decided_by_who_pressed_it_and_never_read_by_a_model()
    {
        IPlatformPerson ann = World.Person("Ann");
        IPlatformPerson eve = World.Person("Eve");
        IPlatformGroup group = World.Group("Team");
        World.AllowDirect(_rig.Section, ann.Id);
        World.AllowGroup(_rig.Section, group, "*");
        _rig.More = Approving;
        await _rig.Start();
        await _rig.Send("x", group.ChatId, "a message with buttons");
        await World.WhenSent(1);
        await _rig.AskApproval("a1");
        string allow = new ApprovalButton("a1", "allow-once").ToString();

        // Everybody may write here; who approves is another question.
        await World.WhenConfirmed(eve.Presses(World.Sent[0], allow, group));
        (await _rig.Approval("a1")).Status.ShouldBe(ApprovalStatus.Open);

        ann.Presses(World.Sent[0], "mbapprove:a1", group);
        ann.Presses(World.Sent[0], "mbapprove::deny", group);
        await World.WhenConfirmed(ann.Presses(World.Sent[0], allow, group));
        ApprovalView ended = await _rig.Approval("a1");
        ended.Status.ShouldBe(ApprovalStatus.Allowed);
        ended.Answers.Select(static answer => answer.Principal).ShouldBe([$"{World.Channel}:{ann.Id}"]);
        _rig.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_in_a_list_lets_nobody_in()
    {
        IPlatformPerson ann = World.Person("Ann");
        World.AllowDirect(_rig.Section, ann.Name, ann.Name.TrimStart('@'), $"{World.Channel}:{ann.Name}");
        await _rig.Start();
        await World.WhenConfirmed(ann.Says("it is me"));
        await World.WhenSent(1);

        World.Sent.Single().Text.ShouldContain("Pairing code");
        _rig.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_lets_in_where_the_operator_asked_for_it_and_nobody_else()
    {
        IPlatformPerson ann = World.Person("Ann"), eve = World.Person("Eve");
        World.AllowDirect(_rig.Section, ann.Name);
        _rig.Section["dangerouslyAllowNameMatching"] = true;
        await _rig.Start();
        _rig.Model.Enqueue(ModelReply.Text("Hi Ann"));
        ann.Says("it is me");
        await World.WhenSent(1);
        await World.WhenConfirmed(eve.Says("it is me"));
        await World.WhenSent(2);

        World.Sent[0].Text.ShouldBe("Hi Ann");
        World.Sent[1].Text.ShouldContain("Pairing code");
        _rig.Model.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_comes_twice_is_answered_once()
    {
        await Admitted();
        IPlatformPerson ann = World.Person("Ann");
        long update = ann.Says("once");
        await World.WhenSent(1);
        await World.WhenConfirmed(update);

        World.Repeat(update);
        _rig.Model.Enqueue(ModelReply.Text("second answer"));
        await World.WhenConfirmed(ann.Says("next"));
        await World.WhenSent(2);

        World.Sent[1].Text.ShouldBe("second answer");
        _rig.Model.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Messages_of_a_chat_are_answered_in_their_order()
    {
        await Admitted();
        var gate = new ModelGate();
        _rig.Model.Enqueue(ModelReply.Text("to one").HeldBy(gate), ModelReply.Text("to two"));
        IPlatformPerson ann = World.Person("Ann");
        ann.Says("one");
        await gate.Reached;
        await World.WhenConfirmed(ann.Says("two"));
        gate.Open();
        await World.WhenSent(2);

        World.Sent.Select(message => message.Text).ShouldBe(["to one", "to two"]);
    }

    [Fact]
    public async Task A_message_that_is_edited_while_it_waits_is_answered_as_it_reads_now()
    {
        await Admitted();
        var gate = new ModelGate();
        _rig.Model.Enqueue(ModelReply.Text("first answer").HeldBy(gate), ModelReply.Text("second answer"));
        IPlatformPerson ann = World.Person("Ann");
        ann.Says("first");
        await gate.Reached;
        ann.Says("it is tuesday");
        await World.WhenConfirmed(ann.Edits("it is wednesday"));
        gate.Open();
        await World.WhenSent(2);

        _rig.Asked.ShouldContain("wednesday");
        _rig.Asked.ShouldNotContain("tuesday");
        await World.WhenConfirmed(ann.Edits("it is thursday"));
        _rig.Model.Requests.Count.ShouldBe(2);
        World.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_becomes_an_answer_to_an_approval_is_none_and_no_model_reads_it()
    {
        IPlatformPerson ann = World.Person("Ann");
        World.AllowDirect(_rig.Section, ann.Id);
        _rig.More = Approving;
        await _rig.Start();
        await _rig.AskApproval("a1");
        var gate = new ModelGate();
        _rig.Model.Enqueue(ModelReply.Text("first answer").HeldBy(gate), ModelReply.Text("third answer"));
        ann.Says("first");
        await gate.Reached;
        ann.Says("a slip of the pen");
        await World.WhenConfirmed(ann.Edits("/approve a1 allow-once"));
        await World.WhenConfirmed(ann.Says("third"));
        gate.Open();
        await World.WhenSent(2);

        (await _rig.Approval("a1")).Status.ShouldBe(ApprovalStatus.Open);
        _rig.Asked.ShouldContain("third");
        _rig.Asked.ShouldNotContain("a1");
        _rig.Asked.ShouldNotContain("slip");
    }

    [Fact]
    public async Task In_a_group_it_is_silent_until_it_is_spoken_to_and_knows_what_was_said()
    {
        IPlatformPerson ann = World.Person("Ann");
        IPlatformPerson eve = World.Person("Eve");
        IPlatformGroup group = World.Group("Team");
        World.AllowGroup(_rig.Section, group, ann.Id);
        await _rig.Start();
        ann.Says("the meeting is at noon", group);
        eve.Says("I am nobody", group, mention: true);
        await World.WhenConfirmed(ann.Says("lunch?", group));
        _rig.Model.Requests.ShouldBeEmpty();

        _rig.Model.Enqueue(ModelReply.Text("at noon"), ModelReply.Text("you are welcome"));
        ann.Says("when is it?", group, mention: true);
        await World.WhenSent(1);
        World.Sent[0].ShouldSatisfyAllConditions(message => message.Text.ShouldBe("at noon"), message => message.ChatId.ShouldBe(group.ChatId));
        _rig.Asked.ShouldContain("the meeting is at noon");
        _rig.Asked.ShouldNotContain("I am nobody");

        ann.Says("thanks", group, replyTo: World.Sent[0]);
        await World.WhenSent(2);
        (await _rig.Waiting()).ShouldBeEmpty("nobody is offered a code in a group");
    }

    [Fact]
    public async Task A_group_that_is_not_listed_gets_nothing_whoever_speaks()
    {
        IPlatformPerson ann = World.Person("Ann");
        World.AllowGroup(_rig.Section, World.Group("Team"), ann.Id);
        World.AllowDirect(_rig.Section, ann.Id);
        await _rig.Start();
        IPlatformGroup other = World.Group("Other");

        ann.Says("here", other, mention: true);
        await World.WhenConfirmed(ann.Says("/status", other, mention: true));

        _rig.Model.Requests.ShouldBeEmpty();
        World.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_bot_is_not_answered_even_where_everybody_is()
    {
        World.AllowDirect(_rig.Section, "*");
        string key = _rig.Section["dm"] is JsonObject dm ? Open(dm, "policy") : Open(_rig.Section, "dmPolicy");
        key.ShouldNotBeEmpty();
        await _rig.Start();
        await World.WhenConfirmed(World.Person("Robo", isBot: true).Says("beep"));
        World.Person("Ann").Says("hello");
        await World.WhenSent(1);

        _rig.Model.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_long_answer_arrives_in_pieces_in_order()
    {
        await Admitted();
        string[] lines = [.. Enumerable.Range(0, 120).Select(i => $"line {i:000} " + new string('x', 60))];
        _rig.Model.Enqueue(ModelReply.Text(string.Join('\n', lines)));

        World.Person("Ann").Says("tell me a lot");
        await World.WhenSent(World.Channel == "discord" ? 8 : 3);

        string.Join('\n', World.Sent.Select(message => message.Text)).Split('\n').ShouldBe(lines);
        World.Sent.Select(message => message.ReplyTo != null).ShouldBe([true, .. Enumerable.Repeat(false, World.Sent.Count - 1)]);
    }

    [Fact]
    public async Task Block_streaming_sends_what_is_finished_and_then_the_rest_each_once()
    {
        _rig.Section["blockStreaming"] = true;
        await Admitted();
        string[] paragraphs = [.. Enumerable.Range(0, 5).Select(i => $"Paragraph {i}. " + new string('x', 400))];
        _rig.Model.Enqueue(ModelReply.Text(string.Join("\n\n", paragraphs)));

        World.Person("Ann").Says("tell me a lot");
        await World.WhenSent(3);

        string.Join("\n\n", World.Sent.Select(message => message.Text)).ShouldBe(string.Join("\n\n", paragraphs));
        World.Sent.Select(message => message.ReplyTo != null).ShouldBe([true, .. Enumerable.Repeat(false, World.Sent.Count - 1)]);
    }

    [Fact]
    public async Task What_was_in_the_outbox_survives_a_restart_and_an_unknown_outcome_stays_unknown()
    {
        await _rig.Start();
        IPlatformPerson ann = World.Person("Ann");
        World.FailSending(PlatformFault.BreaksAfterwards);
        await _rig.Send("first", ann.ChatId, "unknown");
        await World.WhenSent(1);
        await _rig.Stop();
        await _rig.Start(gateway: false);
        await _rig.Send("second", ann.ChatId, "kept");
        await _rig.Stop();

        await _rig.Start();
        await World.WhenSent(2);

        World.Sent.Select(message => message.Text).ShouldBe(["unknown", "kept"]);
        World.Tried.Count(text => text == "unknown").ShouldBe(1);
        (await _rig.Operator<IChannelAccountGrain>(_rig.Account).FindSend("first"))!.Outcome.ShouldBe(OutboundOutcome.Unknown);
        (await _rig.Operator<IChannelAccountGrain>(_rig.Account).Status()).Unknown.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_written_during_a_restart_is_answered_afterwards()
    {
        await Admitted();
        IPlatformPerson ann = World.Person("Ann");
        await World.WhenConfirmed(ann.Says("before"));
        await World.WhenSent(1);
        await _rig.Stop();
        ann.Says("meanwhile");

        await _rig.Start();
        await World.WhenSent(2);

        _rig.Asked.ShouldContain("meanwhile");
        _rig.Model.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_outage_of_the_platform_loses_nothing()
    {
        await Admitted();
        IPlatformPerson ann = World.Person("Ann");
        var gate = new ModelGate();
        _rig.Model.Enqueue(ModelReply.Text("late answer").HeldBy(gate));
        ann.Says("question");
        await gate.Reached;
        World.GoDown();
        gate.Open();
        ann.Says("are you there?");

        World.ComeUp();
        await World.WhenSent(2);
        World.Sent[0].Text.ShouldBe("late answer");
    }

    private static string Open(JsonObject section, string key)
    {
        section[key] = "open";
        return key;
    }

    private Task Admitted()
    {
        World.AllowDirect(_rig.Section, "*");
        _ = _rig.Section["dm"] is JsonObject dm ? Open(dm, "policy") : Open(_rig.Section, "dmPolicy");
        return _rig.Start();
    }
}
