namespace Moltbot.Gateway.Channels.Telegram.Api;

internal sealed record SetMyCommandsRequest(IReadOnlyList<BotCommand> Commands);
