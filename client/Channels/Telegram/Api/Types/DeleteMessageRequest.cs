namespace Moltbot.Gateway.Channels.Telegram.Api;

internal sealed record DeleteMessageRequest(long ChatId, long MessageId);
