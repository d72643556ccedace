namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Buttons below a message.</summary>
/// <param name="InlineKeyboard">The rows.</param>
public sealed record InlineKeyboardMarkup(IReadOnlyList<IReadOnlyList<InlineKeyboardButton>> InlineKeyboard);
