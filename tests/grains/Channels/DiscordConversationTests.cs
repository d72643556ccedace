using System.Text.Json.Nodes;
using Moltbot.Grains.Tests.Channels.Conformance;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Channels;

/// <summary>From a person on Discord to a model and back: what only Discord has.</summary>
public sealed class DiscordConversationTests : IAsyncLifetime
{
    private ConversationRig _rig = null!;

    private SimulatedDiscordBot Bot => ((DiscordWorld)_rig.World).Bot;

    public async ValueTask InitializeAsync() => _rig = await ConversationRig.StartAsync(DiscordWorld.StartAsync);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_command_of_somebody_who_may_is_answered_in_its_place()
    {
        SimulatedDiscordUser ann = Bot.Person("ann");
        Allow(ann);
        await _rig.Start();
        ann.Uses("whoami");
        await Bot.WhenSent(1);

        Bot.Sent.Single().ShouldSatisfyAllConditions(
            message => message.Content.ShouldContain(ann.Id), message => message.InteractionId.ShouldBe(Bot.Interactions.Single().Id));
        _rig.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_strangers_command_gets_the_code_and_in_a_guild_nothing_at_all()
    {
        SimulatedDiscordChannel general = Bot.Guild("Friends").Channel("general");
        _rig.Section["guilds"] = new JsonObject { [general.GuildId!] = new JsonObject() };
        await _rig.Start();
        SimulatedDiscordUser eve = Bot.Person("eve");
        eve.Uses("status");
        await Bot.WhenSent(1);
        await Bot.WhenConfirmed(eve.Uses("status", channel: general));

        Bot.Sent.Single().Content.ShouldContain("Pairing code");
        Bot.Interactions.Select(interaction => interaction.Answer).ShouldBe([5, null]);
    }

    [Fact]
    public async Task Commands_of_the_platform_work_where_those_in_texts_are_switched_off()
    {
        SimulatedDiscordUser ann = Bot.Person("ann");
        Allow(ann);
        _rig.More = "commands: { text: false }";
        await _rig.Start();
        _rig.Model.Enqueue(ModelReply.Text("just words"));
        ann.Says("/whoami");
        await Bot.WhenSent(1);
        ann.Uses("whoami");
        await Bot.WhenSent(2);

        Bot.Sent[0].Content.ShouldBe("just words");
        Bot.Sent[1].Content.ShouldContain(ann.Id);
        _rig.Model.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_is_taken_away_while_it_waits_is_not_answered()
    {
        SimulatedDiscordUser ann = Bot.Person("ann");
        Allow(ann);
        await _rig.Start();
        var gate = new ModelGate();
        _rig.Model.Enqueue(ModelReply.Text("first answer").HeldBy(gate), ModelReply.Text("third answer"));
        ann.Says("first");
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        ann.Says("second, a mistake");
        ann.Deletes(ann.LastMessageId);
        await Bot.WhenConfirmed(ann.Says("third"));
        gate.Open();
        await Bot.WhenSent(2);

        _rig.Asked.ShouldContain("third");
        _rig.Asked.ShouldNotContain("mistake");
    }

    [Fact]
    public async Task So_is_one_that_waits_from_before_the_connection()
    {
        SimulatedDiscordUser ann = Bot.Person("ann");
        Allow(ann);
        await _rig.Start();
        var gate = new ModelGate();
        _rig.Model.Enqueue(ModelReply.Text("first answer").HeldBy(gate), ModelReply.Text("third answer"));
        ann.Says("first");
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Bot.WhenConfirmed(ann.Says("second, a mistake"));
        string mistake = ann.LastMessageId;
        await _rig.StartAnotherGateway();
        ann.Deletes(mistake);
        await Bot.WhenConfirmed(ann.Says("third"));
        gate.Open();
        await Bot.WhenSent(2);

        _rig.Asked.ShouldContain("third");
        _rig.Asked.ShouldNotContain("mistake");
    }

    [Fact]
    public async Task A_stranger_who_was_told_the_code_is_not_kept_waiting_for_another()
    {
        await _rig.Start();
        SimulatedDiscordUser eve = Bot.Person("eve");
        eve.Uses("status");
        await Bot.WhenSent(1);
        await Bot.WhenConfirmed(eve.Uses("status"));

        Bot.Interactions.Select(interaction => interaction.Answer).ShouldBe([5, null]);
    }

    [Fact]
    public async Task A_thread_is_a_conversation_of_its_own_with_its_channels_rules()
    {
        SimulatedGuild guild = Bot.Guild("Friends");
        SimulatedDiscordChannel general = guild.Channel("general");
        SimulatedDiscordChannel thread = guild.Thread(general, "roses", "1");
        _rig.Section["guilds"] = new JsonObject
        {
            [guild.Id] = new JsonObject { ["channels"] = new JsonObject { [general.Id] = new JsonObject { ["requireMention"] = false, ["systemPrompt"] = "We plan a garden." } } },
        };
        await _rig.Start();
        SimulatedDiscordUser ann = Bot.Person("ann");
        _rig.Model.Enqueue(ModelReply.Text("in the channel"), ModelReply.Text("in the thread"));
        ann.Says("tulips?", general);
        await Bot.WhenSent(1);
        ann.Says("which?", thread);
        await Bot.WhenSent(2);

        Bot.Sent.Select(message => message.ChannelId).ShouldBe([general.Id, thread.Id]);
        _rig.Asked.ShouldContain("We plan a garden.");
        _rig.Asked.ShouldNotContain("tulips");
    }

    [Fact]
    public async Task A_tall_answer_comes_in_pieces_that_clients_show_whole()
    {
        SimulatedDiscordUser ann = Bot.Person("ann");
        Allow(ann);
        await _rig.Start();
        _rig.Model.Enqueue(ModelReply.Text("Look:\n```js\n" + string.Join('\n', Enumerable.Range(0, 30).Select(i => $"call({i});")) + "\n```\nDone."));
        ann.Says("show me");
        await Bot.WhenSent(3);

        Bot.Sent.Count.ShouldBe(3);
        Bot.Sent.ShouldAllBe(message => message.Content.Split('\n').Length <= 17);
        Bot.Sent[1].Content.ShouldStartWith("```js\ncall(");
        Bot.Sent[1].Content.ShouldEndWith("\n```");
    }

    private void Allow(SimulatedDiscordUser person) =>
        _rig.Section["dm"] = new JsonObject { ["allowFrom"] = new JsonArray(person.Id) };
}
