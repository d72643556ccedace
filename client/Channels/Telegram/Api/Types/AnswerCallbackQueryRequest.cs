namespace Moltbot.Gateway.Channels.Telegram.Api;

internal sealed record AnswerCallbackQueryRequest(string CallbackQueryId, string? Text);
