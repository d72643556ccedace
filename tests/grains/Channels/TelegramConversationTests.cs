using System.Text.Json.Nodes;
using Moltbot.Grains.Tests.Channels.Conformance;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Grains.Tests.Channels;

/// <summary>From a person on Telegram to a model and back: what only Telegram has.</summary>
public sealed class TelegramConversationTests
{
    [Fact]
    public async Task A_picture_without_a_word_reaches_the_model()
    {
        await using ConversationRig rig = await ConversationRig.StartAsync(TelegramWorld.StartAsync);
        rig.World.AllowDirect(rig.Section, "42");
        await rig.Start();
        SimulatedBot bot = ((TelegramWorld)rig.World).Bot;
        JsonObject message = bot.Person(42, "Ann").Message("");
        message.Remove("text");
        message["photo"] = new JsonArray(new JsonObject { ["file_id"] = "x" });
        bot.Receives("message", message);
        await bot.WhenSent(1);

        rig.Model.Requests.Single().Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!.ShouldContain("] <media:image>\n");
    }

    [Fact]
    public async Task A_group_and_its_topic_tell_the_model_what_they_are_for()
    {
        await using ConversationRig rig = await ConversationRig.StartAsync(TelegramWorld.StartAsync);
        rig.Section["groupAllowFrom"] = new JsonArray("42");
        rig.Section["groups"] = new JsonObject
        {
            ["-100"] = new JsonObject
            {
                ["requireMention"] = false, ["systemPrompt"] = "We plan a garden.",
                ["topics"] = new JsonObject { ["5"] = new JsonObject { ["systemPrompt"] = "Here it is about roses." } },
            },
        };
        await rig.Start();
        SimulatedBot bot = ((TelegramWorld)rig.World).Bot;
        bot.Person(42, "Ann").Says("which?", bot.Group(-100, "Garden", forum: true), thread: 5);
        await bot.WhenSent(1);

        rig.Asked.ShouldContain("We plan a garden.\\n\\nHere it is about roses.");
    }
}
