namespace Moltbot.Gateway.Channels.Telegram.Api;

internal sealed record SendChatActionRequest(long ChatId, string Action, long? MessageThreadId);
