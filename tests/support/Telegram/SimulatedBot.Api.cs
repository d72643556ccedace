using System.Text.Json.Nodes;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Telegram;

public sealed partial class SimulatedBot
{
    private async Task<SimulatedAnswer> Perform(string method, JsonObject body, CancellationToken cancellation) => method switch
    {
        "getMe" => SimulatedAnswer.Success(Me()),
        "getUpdates" => await GetUpdates(body, cancellation),
        "setWebhook" => SetWebhook(body),
        "deleteWebhook" => DeleteWebhook(),
        "getWebhookInfo" => SimulatedAnswer.Success(WebhookInfo()),
        "sendMessage" => SendMessage(new SimulatedParameters(body)),
        "sendPhoto" or "sendAnimation" or "sendDocument" => SendPicture(method, new SimulatedParameters(body)),
        "setMessageReaction" => SetMessageReaction(new SimulatedParameters(body)),
        "sendMessageDraft" => SendMessageDraft(new SimulatedParameters(body)),
        "editMessageText" => EditMessageText(new SimulatedParameters(body)),
        "deleteMessage" => DeleteMessage(new SimulatedParameters(body)),
        "sendChatAction" => SendChatAction(new SimulatedParameters(body)),
        "answerCallbackQuery" => AnswerCallbackQuery(new SimulatedParameters(body)),
        "setMyCommands" => SetMyCommands(new SimulatedParameters(body)),
        "getFile" => GetFile(new SimulatedParameters(body)),
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
        var limit = Math.Clamp((int?)body["limit"] ?? 100, 1, 100);
        var wait = TimeSpan.FromSeconds(Math.Clamp((int?)body["timeout"] ?? 0, 0, 50));
        var found = await updates.Poll(offset, limit, wait, either.Token);
        either.Token.ThrowIfCancellationRequested();
        return found is null
            ? SimulatedAnswer.Error(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
            : SimulatedAnswer.Success(found);
    }
}
