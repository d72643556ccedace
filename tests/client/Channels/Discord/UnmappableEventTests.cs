using System.Text.Json.Nodes;

namespace Moltbot.Gateway.Tests.Channels.Discord;

/// <summary>
/// An event with the right shape and something in it that nobody can make anything of: it lets nobody in, it is not answered, and it stands
/// in no other's way.
/// </summary>
public sealed class UnmappableEventTests : IAsyncLifetime
{
    private const string Canary = "canary-of-what-people-write";

    private DiscordRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await DiscordRig.StartAsync();

    public async ValueTask DisposeAsync() => await rig.DisposeAsync();

    [Theory]
    [InlineData("MESSAGE_CREATE", """{ "channel_id": null }""")]
    [InlineData("MESSAGE_CREATE", """{ "attachments": [null] }""")]
    [InlineData("MESSAGE_CREATE", """{ "mentions": [null] }""")]
    [InlineData("MESSAGE_UPDATE", """{ "edited_timestamp": "2026-01-01T00:00:00Z", "attachments": [null] }""")]
    [InlineData("MESSAGE_DELETE", """{ "channel_id": null }""")]
    [InlineData("MESSAGE_REACTION_ADD", """{ "user_id": "7", "message_id": "9", "channel_id": null }""")]
    [InlineData("INTERACTION_CREATE", """{ "application_id": "1", "token": "t", "type": 2, "context": 1, "data": { "name": "new", "type": 1, "options": [null] } }""")]
    [InlineData("THREAD_CREATE", """{ "id": null }""")]
    [InlineData("GUILD_CREATE", """{ "channels": [null] }""")]
    public async Task It_is_passed_over_and_the_connection_goes_on(string type, string changes)
    {
        await rig.Connect();
        var ann = rig.Bot.Person("ann");
        await rig.Confirmed(ann.Says("before"));
        var known = ann.LastMessageId;

        await rig.Confirmed(rig.Bot.Publish(0, type, Event(ann.Message(Canary), known, changes)));
        await rig.Confirmed(ann.Says("after"));

        rig.Grain.Stored.Select(message => message.Text).ShouldBe(["before", "after"]);
        rig.Grain.Connections[^1].LastError.ShouldBeNull();
        rig.Bot.Calls.ShouldNotContain(call => call.Method == "answerInteraction");
        rig.Bot.Connected.ShouldBe(1);
        rig.Bot.Sessions.Single().Resumed.ShouldBe(0);
        rig.Logs.Lines.Count(line => line.Contains($"Discord event {type} (", StringComparison.Ordinal) && line.Contains("cannot be read; it is passed over", StringComparison.Ordinal)).ShouldBe(1);
        rig.Logs.Lines.ShouldAllBe(line => !line.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_event_tells_of_a_guild_spoils_no_later_message_there()
    {
        var guild = rig.Bot.Guild("Friends");
        var general = guild.Channel("general");
        await rig.Connect();

        rig.Bot.Publish(0, "GUILD_UPDATE", new JsonObject { ["id"] = guild.Id, ["name"] = "Friends", ["roles"] = new JsonArray(null, new JsonObject { ["id"] = "5" }) });
        await rig.Confirmed(rig.Bot.Person("ann").Says("hi", general));

        rig.Grain.Stored.Single().Text.ShouldBe("hi");
    }

    /// <summary>A message, with what makes it another event or spoils it.</summary>
    private static JsonObject Event(JsonObject message, string id, string changes)
    {
        message["id"] = id;
        message["message_id"] = id;
        foreach (var (key, value) in (JsonObject)JsonNode.Parse(changes)!)
        {
            message[key] = value?.DeepClone();
        }

        return message;
    }
}
