using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Moltbot.TestSupport.Discord;

/// <summary>Somebody on Discord. What they do becomes events of the bot's gateway; every method returns the event's number.</summary>
public sealed partial class SimulatedDiscordUser
{
    private readonly SimulatedDiscordBot bot;

    internal SimulatedDiscordUser(SimulatedDiscordBot bot, string id, string username, bool isBot)
    {
        this.bot = bot;
        Id = id;
        Username = username;
        IsBot = isBot;
        Direct = new SimulatedDiscordChannel(bot.NextId(), 1, null, null, Recipient: this);
    }

    /// <summary>The user id.</summary>
    public string Id { get; }

    /// <summary>The user name; its owner can change it at any time.</summary>
    public string Username { get; set; }

    public bool IsBot { get; }

    /// <summary>The direct chat with the bot.</summary>
    public SimulatedDiscordChannel Direct { get; }

    /// <summary>The id of the last message written.</summary>
    public string LastMessageId { get; private set; } = "";

    /// <summary>Writes to the bot, or in a channel.</summary>
    /// <param name="text">The text; <c>&lt;@id&gt;</c>, <c>&lt;@&amp;role&gt;</c> and <c>@everyone</c> in it are mentions.</param>
    /// <param name="channel">The channel; the direct chat when left out.</param>
    /// <param name="replyTo">The message of the bot that is answered.</param>
    public long Says(string text, SimulatedDiscordChannel? channel = null, SimulatedDiscordMessage? replyTo = null) =>
        Publishes("MESSAGE_CREATE", Message(text, channel, replyTo), channel);

    /// <summary>Publishes a message that a test has changed.</summary>
    public long Publishes(string type, JsonObject message, SimulatedDiscordChannel? channel = null) =>
        bot.PublishMessage(type, message, (channel ?? Direct).GuildId is not null);

    /// <summary>Changes a message of theirs.</summary>
    public long Edits(string messageId, string text, SimulatedDiscordChannel? channel = null)
    {
        var last = LastMessageId;
        var message = Message(text, channel);
        LastMessageId = last;
        message["id"] = messageId;
        message["edited_timestamp"] = bot.Now();
        return Publishes("MESSAGE_UPDATE", message, channel);
    }

    /// <summary>Takes a message of theirs away.</summary>
    public long Deletes(string messageId, SimulatedDiscordChannel? channel = null)
    {
        var place = channel ?? Direct;
        var json = new JsonObject { ["id"] = messageId, ["channel_id"] = place.Id };
        if (place.GuildId is not null)
        {
            json["guild_id"] = place.GuildId;
        }

        return bot.PublishMessage("MESSAGE_DELETE", json, place.GuildId is not null);
    }

    /// <summary>Reacts to a message.</summary>
    public long Reacts(string messageId, string emoji, SimulatedDiscordChannel? channel = null, string? author = null)
    {
        var place = channel ?? Direct;
        var json = new JsonObject
        {
            ["user_id"] = Id, ["channel_id"] = place.Id, ["message_id"] = messageId, ["emoji"] = new JsonObject { ["id"] = null, ["name"] = emoji },
        };
        if (author is not null)
        {
            json["message_author_id"] = author;
        }

        if (place.GuildId is not null)
        {
            json["guild_id"] = place.GuildId;
            json["member"] = new JsonObject { ["user"] = ToJson() };
        }

        return bot.Publish(place.GuildId is null ? 1 << 13 : 1 << 10, "MESSAGE_REACTION_ADD", json);
    }

    /// <summary>Presses a button below a message of the bot.</summary>
    public long Presses(SimulatedDiscordMessage message, string data, SimulatedDiscordChannel? channel = null)
    {
        var place = channel ?? Direct;
        return bot.Interact(this, place, 3, new JsonObject { ["custom_id"] = data, ["component_type"] = 2 }, new JsonObject
        {
            ["id"] = message.Id, ["channel_id"] = place.Id, ["author"] = bot.Me(), ["content"] = message.Content, ["timestamp"] = bot.Now(), ["type"] = 0,
        });
    }

    /// <summary>Uses a command of the bot.</summary>
    public long Uses(string command, string? argument = null, SimulatedDiscordChannel? channel = null) =>
        Uses(command, argument is null ? [] : [("text", argument)], channel);

    /// <summary>Uses a command of the bot with values for its parameters.</summary>
    public long Uses(string command, IReadOnlyList<(string Name, string Value)> values, SimulatedDiscordChannel? channel = null)
    {
        var data = new JsonObject { ["id"] = bot.NextId(), ["name"] = command, ["type"] = 1 };
        if (values.Count > 0)
        {
            data["options"] = new JsonArray([.. values.Select(static each => new JsonObject { ["name"] = each.Name, ["type"] = 3, ["value"] = each.Value })]);
        }

        return bot.Interact(this, channel ?? Direct, 2, data, null);
    }

    /// <summary>A message as it would be in an event, for tests that change it before they publish it.</summary>
    public JsonObject Message(string text, SimulatedDiscordChannel? channel = null, SimulatedDiscordMessage? replyTo = null)
    {
        var place = channel ?? Direct;
        LastMessageId = bot.NextId();
        bot.Know(place.Id, LastMessageId);
        var message = new JsonObject
        {
            ["id"] = LastMessageId,
            ["channel_id"] = place.Id,
            ["author"] = ToJson(),
            ["content"] = text,
            ["timestamp"] = bot.Now(),
            ["edited_timestamp"] = null,
            ["type"] = replyTo is null ? 0 : 19,
            ["mention_everyone"] = text.Contains("@everyone", StringComparison.Ordinal),
            ["mentions"] = new JsonArray([.. UserMention().Matches(text).Select(match => match.Groups[1].Value == bot.Id
                ? bot.Me()
                : new JsonObject { ["id"] = match.Groups[1].Value, ["username"] = "somebody" })]),
            ["mention_roles"] = new JsonArray([.. RoleMention().Matches(text).Select(match => (JsonNode)match.Groups[1].Value)]),
            ["attachments"] = new JsonArray(),
        };
        if (place.GuildId is not null)
        {
            message["guild_id"] = place.GuildId;
            message["member"] = new JsonObject { ["nick"] = null };
        }

        if (replyTo is not null)
        {
            message["message_reference"] = new JsonObject { ["type"] = 0, ["message_id"] = replyTo.Id, ["channel_id"] = place.Id };
            message["referenced_message"] = new JsonObject
            {
                ["id"] = replyTo.Id, ["channel_id"] = place.Id, ["author"] = bot.Me(), ["content"] = replyTo.Content, ["type"] = 0,
            };
        }

        return message;
    }

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["username"] = Username, ["discriminator"] = "0", ["global_name"] = Username.ToUpperInvariant() };
        if (IsBot)
        {
            json["bot"] = true;
        }

        return json;
    }

    [GeneratedRegex("<@!?([0-9]+)>", RegexOptions.None, 1000)]
    private static partial Regex UserMention();

    [GeneratedRegex("<@&([0-9]+)>", RegexOptions.None, 1000)]
    private static partial Regex RoleMention();
}
