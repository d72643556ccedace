using Moltbot.Gateway.Channels.Telegram.Api;

namespace Moltbot.Gateway.Channels.Telegram;

/// <summary>The commands that Telegram offers when somebody types "/". Typed commands work without the menu.</summary>
internal static class TelegramMenu
{
    public static readonly IReadOnlyList<BotCommand> Commands =
    [
        new("help", "What can be asked"),
        new("status", "Model, tokens and queue of this chat"),
        new("whoami", "Your ids, as access lists need them"),
        new("new", "Begin a new conversation"),
        new("reset", "Forget this conversation"),
        new("stop", "Stop what runs"),
    ];
}
