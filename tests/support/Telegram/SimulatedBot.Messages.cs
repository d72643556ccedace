using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Telegram;

public sealed partial class SimulatedBot
{
    private readonly HashSet<(long Chat, long Thread)> topics = [];
    private readonly HashSet<string> presses = new(StringComparer.Ordinal);
    private readonly HashSet<long> left = [];
    private readonly List<SimulatedDraft> drafts = [];

    private readonly List<(long Chat, long Message, string Emoji)> reactions = [];

    /// <summary>The bot's reactions, oldest first.</summary>
    public IReadOnlyList<(long Chat, long Message, string Emoji)> Reactions => Read(() => reactions.ToArray());

    /// <summary>The drafts shown, oldest first; each takes the place of the one before with its id.</summary>
    public IReadOnlyList<SimulatedDraft> Drafts => Read(() => drafts.ToArray());

    /// <summary>Whether its private chats may have topics (BotFather's threaded mode).</summary>
    public bool HasTopics { get; set; }

    /// <summary>Completes when at least so many drafts were shown.</summary>
    public Task WhenDrafted(int count) => When(() => drafts.Count >= count, $"{count} drafts");

    /// <summary>Opens a topic, as a person who writes in it does.</summary>
    public SimulatedBot Topic(long chat, long thread)
    {
        lock (gate)
        {
            topics.Add((chat, thread));
            return this;
        }
    }

    /// <summary>The bot may not write there any more.</summary>
    internal void Leave(long chat)
    {
        lock (gate)
        {
            left.Add(chat);
        }
    }

    internal string Press(string id)
    {
        lock (gate)
        {
            presses.Add(id);
            return id;
        }
    }

    private SimulatedAnswer SendMessage(SimulatedParameters call)
    {
        lock (gate)
        {
            var (chatId, chat, thread) = PlaceUnderLock(call, generalIsNamed: false);
            var (text, mode) = call.Body();
            var replyTo = AnsweredUnderLock(call, chatId);
            _ = call.Part("link_preview_options")?.Flag("is_disabled");
            var message = new SimulatedMessage
            {
                MessageId = ++lastMessageId, ChatId = chatId, Text = text, ParseMode = mode, ReplyTo = replyTo,
                ThreadId = thread, At = time.GetUtcNow(), Buttons = call.Buttons(),
            };
            sent.Add(message);
            known.Add((chatId, message.MessageId));
            return SimulatedAnswer.Success(message.ToJson(this, chat));
        }
    }

    private SimulatedAnswer SendPicture(string method, SimulatedParameters call)
    {
        lock (gate)
        {
            var (chatId, chat, thread) = PlaceUnderLock(call, generalIsNamed: false);
            var (text, mode) = call.Caption();
            var file = call.Part(method[4..].ToLowerInvariant()) ?? throw new BadRequest("there is no file in the request");
            var message = new SimulatedMessage
            {
                MessageId = ++lastMessageId, ChatId = chatId, Text = text, ParseMode = mode, ReplyTo = AnsweredUnderLock(call, chatId),
                ThreadId = thread, At = time.GetUtcNow(), Buttons = call.Buttons(),
                Picture = (Convert.FromBase64String(file.Text("content")!), file.Text("type")!, method),
            };
            sent.Add(message);
            known.Add((chatId, message.MessageId));
            return SimulatedAnswer.Success(message.ToJson(this, chat));
        }
    }

    private SimulatedAnswer SetMessageReaction(SimulatedParameters call)
    {
        lock (gate)
        {
            var chatId = call.Chat();
            if (!known.Contains((chatId, call.Message())))
            {
                throw new BadRequest("message to react not found");
            }

            var reaction = new SimulatedParameters(call.List("reaction").Single() as JsonObject ?? throw new BadRequest("can't parse reaction"));
            if (reaction.Text("type") != "emoji" || reaction.Text("emoji") is not ("👍" or "🔥" or "👀" or "❤"))
            {
                throw new BadRequest("REACTION_INVALID");
            }

            reactions.Add((chatId, call.Message(), reaction.Text("emoji")!));
            return SimulatedAnswer.Success(true);
        }
    }

    private long? AnsweredUnderLock(SimulatedParameters call, long chatId)
    {
        var reply = call.Part("reply_parameters");
        var replyTo = reply?.Message();
        return replyTo is not { } answered || known.Contains((chatId, answered)) ? replyTo
            : reply!.Value.Flag("allow_sending_without_reply") ? null
            : throw new BadRequest("message to be replied not found");
    }

    private SimulatedAnswer SendMessageDraft(SimulatedParameters call)
    {
        lock (gate)
        {
            var (chatId, chat, thread) = PlaceUnderLock(call, generalIsNamed: false);
            if ((string?)chat["type"] != "private" || !HasTopics)
            {
                throw new BadRequest("drafts are for private chats of bots with topics");
            }

            if (call.Whole("draft_id") is not { } id || id == 0)
            {
                throw new BadRequest("draft identifier must be non-zero");
            }

            var (text, _) = call.Body();
            drafts.Add(new SimulatedDraft(chatId, thread, id, text));
            return SimulatedAnswer.Success(true);
        }
    }

    private SimulatedAnswer EditMessageText(SimulatedParameters call)
    {
        lock (gate)
        {
            var index = IndexOfSent(call, "edit");
            var (text, mode) = call.Body();
            if (sent[index].Text == text && sent[index].ParseMode == mode)
            {
                throw new BadRequest("message is not modified: specified new message content and reply markup are exactly the same");
            }

            sent[index] = sent[index] with { Text = text, ParseMode = mode, Edits = sent[index].Edits + 1 };
            return SimulatedAnswer.Success(sent[index].ToJson(this, chats[sent[index].ChatId]));
        }
    }

    private SimulatedAnswer DeleteMessage(SimulatedParameters call)
    {
        lock (gate)
        {
            sent.RemoveAt(IndexOfSent(call, "delete"));
            return SimulatedAnswer.Success(true);
        }
    }

    private SimulatedAnswer SendChatAction(SimulatedParameters call)
    {
        lock (gate)
        {
            _ = PlaceUnderLock(call, generalIsNamed: true);
        }

        return call.Text("action") is "typing" or "upload_photo" or "record_voice" or "upload_document" or "choose_sticker" or "find_location"
            ? SimulatedAnswer.Success(true)
            : throw new BadRequest("wrong parameter action in request");
    }

    private SimulatedAnswer AnswerCallbackQuery(SimulatedParameters call)
    {
        lock (gate)
        {
            return call.Text("callback_query_id") is { } id && presses.Remove(id)
                ? SimulatedAnswer.Success(true)
                : throw new BadRequest("query is too old and response timeout expired or query ID is invalid");
        }
    }

    private SimulatedAnswer GetFile(SimulatedParameters call)
    {
        if (call.Text("file_id") is not { } id || Files.Find(id) is not { } file)
        {
            throw new BadRequest("wrong file_id or the file is temporarily unavailable");
        }

        var answer = new JsonObject { ["file_id"] = id, ["file_unique_id"] = "u", ["file_path"] = $"photos/{id}.png" };
        if (file.Size is { } size)
        {
            answer["file_size"] = size;
        }

        return SimulatedAnswer.Success(answer);
    }

    private SimulatedAnswer SetMyCommands(SimulatedParameters call)
    {
        var menu = new List<string>();
        foreach (var entry in call.List("commands"))
        {
            var command = new SimulatedParameters(entry as JsonObject ?? throw new BadRequest("can't parse BotCommand: expected an Object"));
            menu.Add(CommandName().IsMatch(command.Text("command") ?? "") ? command.Text("command")! : throw new BadRequest("BOT_COMMAND_INVALID"));
            if (command.Text("description") is not { Length: >= 1 and <= 256 })
            {
                throw new BadRequest("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }

        Menu = menu.Count <= 100 ? menu : throw new BadRequest("BOT_COMMANDS_TOO_MUCH");
        return SimulatedAnswer.Success(true);
    }

    private (long Id, JsonObject Chat, long? Thread) PlaceUnderLock(SimulatedParameters call, bool generalIsNamed)
    {
        var id = call.Chat();
        if (!chats.TryGetValue(id, out var chat))
        {
            throw new BadRequest("chat not found");
        }

        if (left.Contains(id))
        {
            throw new BadRequest(id > 0 ? "bot was blocked by the user" : "bot was kicked from the supergroup chat", 403);
        }

        var thread = call.Whole("message_thread_id");
        var isGeneral = thread == 1 && generalIsNamed && (bool?)chat["is_forum"] == true;
        return thread is null || isGeneral || topics.Contains((id, thread.Value))
            ? (id, chat, thread)
            : throw new BadRequest("message thread not found");
    }

    private int IndexOfSent(SimulatedParameters call, string what)
    {
        var chatId = call.Chat();
        var messageId = call.Message();
        return sent.FindIndex(message => message.ChatId == chatId && message.MessageId == messageId) is var index and >= 0
            ? index
            : throw new BadRequest($"message to {what} not found");
    }

    [GeneratedRegex("^[a-z0-9_]{1,32}$", RegexOptions.None, 1000)]
    private static partial Regex CommandName();
}
