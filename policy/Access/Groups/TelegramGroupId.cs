namespace Moltbot.Policy.Access.Groups;

/// <summary>A Telegram group, and the forum topic in it.</summary>
/// <param name="ChatId">The chat; null when the text names none.</param>
/// <param name="TopicId">The topic, if any.</param>
public sealed record TelegramGroupId(string? ChatId, string? TopicId)
{
    /// <summary>Reads <c>&lt;chat&gt;</c>, <c>&lt;chat&gt;:topic:&lt;n&gt;</c> or <c>&lt;chat&gt;:&lt;n&gt;</c>.</summary>
    public static TelegramGroupId Parse(string? text)
    {
        var whole = (text ?? "").Trim();
        var parts = whole.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts switch
        {
            [] => new(null, null),
            [var chat, "topic", var topic] when IsNumber(chat) && IsNumber(topic) => new(chat, topic),
            [var chat, var topic] when IsNumber(chat) && IsNumber(topic) => new(chat, topic),
            _ => new(whole, null),
        };
    }

    private static bool IsNumber(string text) => text.TrimStart('-') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit);
}
