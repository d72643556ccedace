using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Telegram;

/// <summary>Somebody on Telegram. What they do becomes updates of the bot; every method returns the update's id.</summary>
public sealed partial class SimulatedPerson
{
    private readonly SimulatedBot bot;

    internal SimulatedPerson(SimulatedBot bot, long id, string name, string? username)
    {
        this.bot = bot;
        Id = id;
        Name = name;
        Username = username;
    }

    /// <summary>The user id.</summary>
    public long Id { get; }

    /// <summary>The first name.</summary>
    public string Name { get; }

    /// <summary>The name for mentions; its owner can change it at any time.</summary>
    public string? Username { get; set; }

    /// <summary>The id of the last message written.</summary>
    public long LastMessageId { get; private set; }

    /// <summary>Writes to the bot, or to a group.</summary>
    /// <param name="text">The text; mentions and commands in it are marked as Telegram marks them.</param>
    /// <param name="group">The group; the private chat when left out.</param>
    /// <param name="thread">The topic.</param>
    /// <param name="replyTo">The message of the bot that is answered.</param>
    public long Says(string text, SimulatedGroup? group = null, long? thread = null, SimulatedMessage? replyTo = null)
    {
        var message = Message(text, group, thread);
        if (replyTo is not null)
        {
            message["reply_to_message"] = replyTo.ToJson(bot, Chat(group));
        }

        return bot.Receives("message", message);
    }

    /// <summary>Sends a picture to the bot.</summary>
    public long Shows(string text, PlatformPicture picture) => bot.Receives("message", Picture(text, picture));

    /// <summary>Changes a message of theirs.</summary>
    public long Edits(long messageId, string text, SimulatedGroup? group = null)
    {
        var message = Message(text, group, null);
        message["message_id"] = messageId;
        message["edit_date"] = bot.UnixNow();
        return bot.Receives("edited_message", message);
    }

    /// <summary>Presses a button below a message of the bot.</summary>
    public long Presses(SimulatedMessage message, string data, SimulatedGroup? group = null) => bot.Receives("callback_query", new JsonObject
    {
        ["id"] = bot.Press($"cb{Id}-{message.MessageId}"),
        ["from"] = User(),
        ["message"] = message.ToJson(bot, Chat(group)),
        ["chat_instance"] = "1",
        ["data"] = data,
    });

    /// <summary>Reacts to a message.</summary>
    public long Reacts(long messageId, string emoji, SimulatedGroup? group = null) => bot.Receives("message_reaction", new JsonObject
    {
        ["chat"] = Chat(group),
        ["message_id"] = messageId,
        ["user"] = User(),
        ["date"] = bot.UnixNow(),
        ["old_reaction"] = new JsonArray(),
        ["new_reaction"] = new JsonArray(new JsonObject { ["type"] = "emoji", ["emoji"] = emoji }),
    });

    /// <summary>Blocks the bot.</summary>
    public long Blocks()
    {
        bot.Leave(Id);
        return bot.Receives("my_chat_member", new JsonObject
        {
            ["chat"] = Chat(null),
            ["from"] = User(),
            ["date"] = bot.UnixNow(),
            ["old_chat_member"] = new JsonObject { ["status"] = "member", ["user"] = bot.Me() },
            ["new_chat_member"] = new JsonObject { ["status"] = "kicked", ["user"] = bot.Me() },
        });
    }

    /// <summary>A message as it would be in an update, for tests that change it before they queue it.</summary>
    public JsonObject Message(string text, SimulatedGroup? group = null, long? thread = null)
    {
        var chat = Chat(group);
        LastMessageId = bot.NextMessageId((long)chat["id"]!);
        var message = new JsonObject
        {
            ["message_id"] = LastMessageId,
            ["from"] = User(),
            ["chat"] = chat,
            ["date"] = bot.UnixNow(),
            ["text"] = text,
        };
        if (Entities(text) is { Count: > 0 } entities)
        {
            message["entities"] = entities;
        }

        if (thread is not null)
        {
            bot.Topic((long)chat["id"]!, thread.Value);
            message["message_thread_id"] = thread;
            message["is_topic_message"] = true;
        }

        return message;
    }

    /// <summary>A message with a picture: a PNG as a photo of two sizes, any other as a file.</summary>
    internal JsonObject Picture(string text, PlatformPicture picture)
    {
        var message = Message(text);
        message.Remove("text");
        message.Remove("entities");
        message["caption"] = text;
        var file = new JsonObject { ["file_id"] = bot.Files.Keep(picture), ["file_unique_id"] = "u" };
        if (picture.Size is { } size)
        {
            file["file_size"] = size;
        }

        if (picture.ContentType == "image/png")
        {
            var small = (JsonObject)file.DeepClone();
            (small["file_id"], small["file_size"], small["width"]) = (bot.Files.Keep(PlatformPicture.Png("thumb", 20)), 20, 90);
            message["photo"] = new JsonArray(small, file);
        }
        else
        {
            (file["mime_type"], file["file_name"]) = (picture.ContentType, "picture");
            message["document"] = file;
        }

        return message;
    }

    internal JsonObject PrivateChat() => new()
    {
        ["id"] = Id, ["type"] = "private", ["first_name"] = Name, ["username"] = Username,
    };

    private JsonObject Chat(SimulatedGroup? group) => group?.ToJson() ?? PrivateChat();

    private JsonObject User() => new()
    {
        ["id"] = Id, ["is_bot"] = false, ["first_name"] = Name, ["username"] = Username,
    };

    private static JsonArray Entities(string text)
    {
        var entities = new JsonArray();
        foreach (Match match in Marked().Matches(text))
        {
            entities.Add(new JsonObject
            {
                ["type"] = match.Value[0] == '@' ? "mention" : "bot_command",
                ["offset"] = match.Index,
                ["length"] = match.Length,
            });
        }

        return entities;
    }

    [GeneratedRegex("(?<![A-Za-z0-9_/@])(?:@[A-Za-z0-9_]{3,32}|/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)", RegexOptions.None, 1000)]
    private static partial Regex Marked();
}
