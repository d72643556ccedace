namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>Who a text speaks to.</summary>
/// <param name="Bot">The bot is mentioned by name, by id, or by a command that names it.</param>
/// <param name="Anyone">Somebody is mentioned.</param>
/// <param name="CommandForAnotherBot">The text is a command that names another bot.</param>
/// <param name="OwnName">Where the command that the text begins with names the bot, <c>@</c> included; null when it does not.</param>
internal readonly record struct Mentions(bool Bot, bool Anyone, bool CommandForAnotherBot, Range? OwnName = null);
