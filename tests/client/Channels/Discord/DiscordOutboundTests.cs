using Moltbot.GrainInterfaces.Channels;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.Gateway.Tests.Channels.Discord;

/// <summary>From the account's outbox to Discord: what only Discord has.</summary>
public sealed class DiscordOutboundTests : IAsyncLifetime
{
    private DiscordRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await DiscordRig.StartAsync();

    public async ValueTask DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task What_a_model_writes_alerts_nobody_and_fetches_nothing()
    {
        await rig.Connect();
        rig.Grain.Enqueue("p1", rig.Bot.Person("ann").Direct.Id, "@everyone <@1> <@&2> see https://evil.example/?q=secret");
        await Send(1);

        rig.Bot.Sent.Single().ShouldSatisfyAllConditions(message => message.Alerts.ShouldBeEmpty(), message => message.HasEmbeds.ShouldBeFalse());
        var body = rig.Bot.Calls.Last(call => call.Method == "createMessage").Body;
        body["nonce"]!.GetValue<string>().Length.ShouldBe(24);
        body["enforce_nonce"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("rm -rf /srv/__keep__ [a](https://evil.example)", "```\nrm -rf /srv/__keep__ [a](https://evil.example)\n```")]
    [InlineData("echo ``` <@1> *a*", @"echo \`\`\` \<\@1\> \*a\*")]
    public async Task What_is_meant_as_it_is_written_is_shown_so_and_its_buttons_come_back(string text, string shown)
    {
        await rig.Connect();
        rig.Grain.Enqueue(
            "p1", rig.Bot.Person("ann").Direct.Id, text, isLiteral: true, buttons: [new OutboundButton("Allow once", "mbapprove:a1:allow-once"), new OutboundButton("Deny", "mbapprove:a1:deny")]);
        await Send(1);

        var body = rig.Bot.Calls.Last(call => call.Method == "createMessage").Body;
        body["content"]!.GetValue<string>().ShouldBe(shown);
        body["components"]!.ToJsonString().ShouldBe(
            """[{"type":1,"components":[{"type":2,"style":2,"label":"Allow once","custom_id":"mbapprove:a1:allow-once"},{"type":2,"style":2,"label":"Deny","custom_id":"mbapprove:a1:deny"}]}]""");
    }

    [Fact]
    public async Task A_person_is_written_to_in_the_chat_that_is_opened_once()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        rig.Grain.Enqueue("p1", $"user:{ann.Id}", "one");
        rig.Grain.Enqueue("p2", $"user:{ann.Id}", "two");
        await Send(2);

        rig.Bot.Sent.Select(message => (message.ChannelId, message.Content)).ShouldBe([(ann.Direct.Id, "one"), (ann.Direct.Id, "two")]);
        rig.Bot.Calls.Count(call => call.Method == "openDirect").ShouldBe(1);
    }

    [Fact]
    public async Task A_chat_that_could_not_be_opened_is_tried_again_and_nothing_is_unknown()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        rig.Bot.Script("openDirect", SimulatedAnswer.AcceptThenBreak(), SimulatedAnswer.Raw(500, "x"));
        rig.Grain.Enqueue("p1", $"user:{ann.Id}", "one");
        rig.Grain.Enqueue("p2", "user:4711", "nobody");
        await Send(4);

        rig.Grain.OutcomeOf("p1").ShouldBe(OutboundOutcome.Sent);
        rig.Grain.OutcomeOf("p2").ShouldBe(OutboundOutcome.Failed);
        rig.Bot.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_may_not_be_answered_is_followed_by_a_plain_one()
    {
        await rig.Connect("""{"replyToMode":"all"}""");
        var ann = rig.Bot.Person("ann");
        await rig.Confirmed(ann.Says("question"));
        rig.Bot.Script("createMessage", DiscordAnswers.Failure(403, 160002, "Cannot reply without permission to read message history"));
        rig.Grain.Enqueue("p1", ann.Direct.Id, "answer", replyTo: ann.LastMessageId);
        await Send(1);

        rig.Bot.Sent.Single().ReplyTo.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_bot_may_not_write_a_piece_fails_for_good(bool direct)
    {
        await rig.Connect();
        var channel = direct ? rig.Bot.Person("ann").Direct : rig.Bot.Guild("Friends").Channel("general");
        rig.Bot.ShutOut(channel);
        rig.Grain.Enqueue("p1", channel.Id, "anybody?");
        await Send(1);

        rig.Grain.OutcomeOf("p1").ShouldBe(OutboundOutcome.Failed);
        rig.Bot.Calls.Count(call => call.Method == "createMessage").ShouldBe(1);
    }

    [Fact]
    public async Task Many_pieces_meet_no_limit()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        for (var i = 0; i < 14; i++)
        {
            rig.Grain.Enqueue($"p{i}", ann.Direct.Id, $"part {i}");
        }

        await Send(14);

        rig.Bot.Sent.Select(message => message.Content).ShouldBe(Enumerable.Range(0, 14).Select(i => $"part {i}"));
        rig.Bot.Exceeded.ShouldBe(0);
        rig.Grain.Reports.ShouldAllBe(report => report.Outcome == OutboundOutcome.Sent);
    }

    [Fact]
    public async Task A_global_limit_holds_every_chat()
    {
        await rig.Connect();
        rig.Bot.Script("createMessage", DiscordAnswers.TooManyRequests(4, "global"));
        rig.Grain.Enqueue("p1", rig.Bot.Person("ann").Direct.Id, "one");
        rig.LastGateway.OnEvent("default", DiscordRig.Work);
        await rig.Grain.When(grain => grain.Reports.Count == 1, "the limit");
        var at = rig.Time.GetUtcNow();
        rig.Grain.Enqueue("p2", rig.Bot.Person("bob").Direct.Id, "two");
        await Send(3);

        rig.Bot.Sent.ShouldAllBe(message => message.At >= at + TimeSpan.FromSeconds(4));
        rig.Bot.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_command_is_answered_in_the_place_of_thinking_and_then_below_it()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        await rig.Answered(ann.Uses("status"));
        var interaction = rig.Bot.Interactions.Single();
        rig.Grain.Enqueue("p1", ann.Direct.Id, "all is well", interaction: interaction.Id);
        rig.Grain.Enqueue("p2", ann.Direct.Id, "and more", interaction: interaction.Id);
        await Send(2);

        rig.Bot.Sent.Select(message => (message.Content, message.InteractionId)).ShouldBe([("all is well", interaction.Id), ("and more", interaction.Id)]);
        rig.Bot.Calls.Select(call => call.Method).TakeLast(2).ShouldBe(["editOriginal", "followup"]);
        rig.Logs.Lines.Where(line => line.Contains(interaction.Token, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("too late")]
    [InlineData("unknown here")]
    [InlineData("not acknowledged")]
    public async Task A_command_that_cannot_be_answered_so_is_answered_by_a_message(string why)
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        if (why == "not acknowledged")
        {
            rig.Bot.Script("answerInteraction", SimulatedAnswer.Raw(500, "x"));
        }

        await rig.Answered(ann.Uses("status"));
        var interaction = rig.Bot.Interactions.Single();
        if (why == "too late")
        {
            rig.Bot.Script("editOriginal", DiscordAnswers.Failure(404, 10015, "Unknown Webhook"));
        }

        rig.Grain.Enqueue("p1", ann.Direct.Id, "all is well", interaction: why == "unknown here" ? "4711" : interaction.Id);
        await Send(1);

        rig.Bot.Sent.Single().ShouldSatisfyAllConditions(message => message.Content.ShouldBe("all is well"), message => message.InteractionId.ShouldBeNull());
    }

    [Fact]
    public async Task An_answer_to_a_command_whose_outcome_nobody_knows_is_not_said_again()
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        await rig.Answered(ann.Uses("status"));
        rig.Bot.Script("editOriginal", SimulatedAnswer.AcceptThenBreak());
        rig.Grain.Enqueue("p1", ann.Direct.Id, "all is well", interaction: rig.Bot.Interactions.Single().Id);
        await Send(1);

        rig.Grain.OutcomeOf("p1").ShouldBe(OutboundOutcome.Unknown);
        rig.Bot.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("refused")]
    public async Task A_later_piece_takes_the_place_of_the_first_only_when_that_did_not_arrive_for_certain(string first)
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        await rig.Answered(ann.Uses("status"));
        var interaction = rig.Bot.Interactions.Single();
        rig.Bot.Script("editOriginal", first == "unknown" ? SimulatedAnswer.AcceptThenBreak() : DiscordAnswers.TooManyRequests(2));
        rig.Grain.Enqueue("p1", ann.Direct.Id, "one", interaction: interaction.Id);
        rig.Grain.Enqueue("p2", ann.Direct.Id, "two", interaction: interaction.Id);
        await Send(first == "unknown" ? 2 : 3);

        rig.Bot.Calls.Select(call => call.Method).Where(method => method is "editOriginal" or "followup")
            .ShouldBe(first == "unknown" ? ["editOriginal", "followup"] : ["editOriginal", "editOriginal", "followup"]);
        rig.Bot.Sent.Select(message => message.Content).ShouldBe(["one", "two"]);
    }

    private Task Send(int reports)
    {
        rig.LastGateway.OnEvent("default", DiscordRig.Work);
        return rig.Reported(reports);
    }
}
