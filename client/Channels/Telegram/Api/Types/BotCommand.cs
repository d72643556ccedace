namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>One line of the bot's command menu.</summary>
/// <param name="Command">1 to 32 of <c>a-z0-9_</c>.</param>
/// <param name="Description">1 to 256 characters.</param>
public sealed record BotCommand(string Command, string Description);
