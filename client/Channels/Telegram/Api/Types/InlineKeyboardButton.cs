namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>A button.</summary>
/// <param name="Text">What it says.</param>
/// <param name="CallbackData">What comes back when it is pressed, 1 to 64 bytes.</param>
public sealed record InlineKeyboardButton(string Text, string CallbackData);
