using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Telegram;

public sealed partial class SimulatedBot
{
    private const int MaxTextLength = 4096;

    private async Task<SimulatedAnswer> Perform(string method, JsonObject body, CancellationToken cancellation) => method switch
    {
        "getMe" => SimulatedAnswer.Success(Me()),
        "getUpdates" => await GetUpdates(body, cancellation),
        "setWebhook" => SetWebhook(body),
        "deleteWebhook" => DeleteWebhook(),
        "getWebhookInfo" => SimulatedAnswer.Success(WebhookInfo()),
        "sendMessage" => SendMessage(body),
        "editMessageText" => EditMessageText(body),
        "deleteMessage" => DeleteMessage(body),
        "sendChatAction" or "answerCallbackQuery" => SimulatedAnswer.Success(true),
        "setMyCommands" => SetMyCommands(body),
        _ => SimulatedAnswer.Error(404, "Not Found: method not found"),
    };

    private async Task<SimulatedAnswer> GetUpdates(JsonObject body, CancellationToken cancellation)
    {
        if (Webhook is not null)
        {
            return SimulatedAnswer.Error(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, closing.Token);
        var offset = (long?)body["offset"];
        if (offset is { } confirmed)
        {
            updates.Confirm(confirmed);
            Changed();
        }

        var limit = Math.Clamp((int?)body["limit"] ?? 100, 1, 100);
        var wait = TimeSpan.FromSeconds(Math.Clamp((int?)body["timeout"] ?? 0, 0, 50));
        var found = await updates.Poll(offset, limit, wait, either.Token);
        either.Token.ThrowIfCancellationRequested();
        return found is null
            ? SimulatedAnswer.Error(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
            : SimulatedAnswer.Success(found);
    }

    private SimulatedAnswer SendMessage(JsonObject body)
    {
        var chatId = (long)body["chat_id"]!;
        var text = (string?)body["text"] ?? "";
        var mode = (string?)body["parse_mode"];
        var reply = body["reply_parameters"] as JsonObject;
        var replyTo = (long?)reply?["message_id"];
        lock (gate)
        {
            if (!chats.TryGetValue(chatId, out var chat))
            {
                return SimulatedAnswer.Error(400, "Bad Request: chat not found");
            }

            if (TextProblem(text, mode) is { } problem)
            {
                return problem;
            }

            if (replyTo is { } answered && !known.Contains((chatId, answered)))
            {
                if ((bool?)reply!["allow_sending_without_reply"] != true)
                {
                    return SimulatedAnswer.Error(400, "Bad Request: message to be replied not found");
                }

                replyTo = null;
            }

            var message = new SimulatedMessage
            {
                MessageId = ++lastMessageId, ChatId = chatId, Text = text, ParseMode = mode, ReplyTo = replyTo,
                ThreadId = (long?)body["message_thread_id"], At = time.GetUtcNow(),
            };
            sent.Add(message);
            known.Add((chatId, message.MessageId));
            return SimulatedAnswer.Success(message.ToJson(this, chat));
        }
    }

    private SimulatedAnswer EditMessageText(JsonObject body)
    {
        var text = (string?)body["text"] ?? "";
        var mode = (string?)body["parse_mode"];
        lock (gate)
        {
            var index = IndexOfSent(body);
            if (index < 0)
            {
                return SimulatedAnswer.Error(400, "Bad Request: message to edit not found");
            }

            if (TextProblem(text, mode) is { } problem)
            {
                return problem;
            }

            if (sent[index].Text == text)
            {
                return SimulatedAnswer.Error(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same");
            }

            sent[index] = sent[index] with { Text = text, ParseMode = mode, Edits = sent[index].Edits + 1 };
            return SimulatedAnswer.Success(sent[index].ToJson(this, chats[sent[index].ChatId]));
        }
    }

    private SimulatedAnswer DeleteMessage(JsonObject body)
    {
        lock (gate)
        {
            var index = IndexOfSent(body);
            if (index < 0)
            {
                return SimulatedAnswer.Error(400, "Bad Request: message to delete not found");
            }

            sent.RemoveAt(index);
            return SimulatedAnswer.Success(true);
        }
    }

    private SimulatedAnswer SetMyCommands(JsonObject body)
    {
        Menu = [.. body["commands"]!.AsArray().Select(command => (string)command!["command"]!)];
        return SimulatedAnswer.Success(true);
    }

    private int IndexOfSent(JsonObject body)
    {
        var chatId = (long)body["chat_id"]!;
        var messageId = (long)body["message_id"]!;
        return sent.FindIndex(message => message.ChatId == chatId && message.MessageId == messageId);
    }

    private static SimulatedAnswer? TextProblem(string text, string? mode)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return SimulatedAnswer.Error(400, "Bad Request: message text is empty");
        }

        if (mode == "HTML" && TelegramHtml.Problem(text) is { } problem)
        {
            return SimulatedAnswer.Error(400, "Bad Request: can't parse entities: " + problem);
        }

        var visible = mode == "HTML" ? TelegramHtml.Visible(text) : text;
        return visible.Length > MaxTextLength ? SimulatedAnswer.Error(400, "Bad Request: message is too long") : null;
    }
}
