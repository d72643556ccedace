using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Policy.Commands;

namespace Moltbot.Gateway.Channels.Telegram;

/// <summary>The commands that Telegram offers when somebody types "/". Typed commands work without the menu.</summary>
internal static class TelegramMenu
{
    public static readonly IReadOnlyList<BotCommand> Commands = [.. ChatCommands.Menu.Select(static command => new BotCommand(command.Key, command.Description!))];
}
