using System.Globalization;

namespace Moltbot.Policy.Delivery;

/// <summary>A Telegram chat, and the forum topic in it.</summary>
/// <param name="ChatId">The chat's id, or <c>@name</c>.</param>
/// <param name="TopicId">The topic; null for the chat itself.</param>
public sealed record TelegramTarget(string ChatId, int? TopicId = null)
{
    /// <summary>The topic of a forum in which messages without a topic stand. Its name is not used for sending: elsewhere there is none.</summary>
    public const string GeneralTopic = "1";

    /// <summary>Reads <c>&lt;chat&gt;</c>, <c>&lt;chat&gt;:topic:&lt;n&gt;</c> or <c>&lt;chat&gt;:&lt;n&gt;</c>, with or without <c>telegram:</c>, <c>tg:</c> and <c>group:</c> in front.</summary>
    public static TelegramTarget Parse(string text)
    {
        var bare = StripPrefixes(text);
        var marker = bare.LastIndexOf(":topic:", StringComparison.Ordinal);
        if (marker > 0 && ReadTopic(bare[(marker + ":topic:".Length)..]) is { } topic)
        {
            return new TelegramTarget(bare[..marker], topic);
        }

        var colon = bare.LastIndexOf(':');
        return colon > 0 && ReadTopic(bare[(colon + 1)..]) is { } shortTopic
            ? new TelegramTarget(bare[..colon], shortTopic)
            : new TelegramTarget(bare);
    }

    /// <summary>The address without the prefixes that only we use.</summary>
    public static string StripPrefixes(string text)
    {
        var bare = text.Trim();
        var hadChannel = false;
        while (true)
        {
            var next = Without(bare, "telegram:") ?? Without(bare, "tg:");
            hadChannel |= next is not null;
            next ??= hadChannel ? Without(bare, "group:") : null;
            if (next is null)
            {
                return bare;
            }

            bare = next;
        }
    }

    /// <summary>The one spelling of a chat's id: a rule for a chat must not be passed by with another one (<c>007</c>).</summary>
    public static string Spelling(string chatId) => long.TryParse(chatId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : chatId;

    /// <summary>The one spelling of a topic's id, for the same reason; null for what names none.</summary>
    public static string? TopicSpelling(string topic) => ReadTopic(topic.Trim()) is > 0 and var number ? number.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The kind of chat, as far as its id tells: <c>direct</c>, <c>group</c> or <c>unknown</c>.</summary>
    public static string ChatTypeOf(string text)
    {
        var id = Parse(text).ChatId;
        var digits = id.StartsWith('-') ? id[1..] : id;
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
        {
            return "unknown";
        }

        return id[0] == '-' ? "group" : "direct";
    }

    /// <summary>The topic of a forum message: the general one is 1; elsewhere there are no topics, only reply threads.</summary>
    public static int? ForumTopicOf(bool isForum, int? messageThreadId) => isForum ? messageThreadId ?? 1 : null;

    /// <summary>The topic to name when sending; the general one must not be named.</summary>
    public static int? TopicToSendTo(double? messageThreadId) =>
        messageThreadId is { } id && double.IsFinite(id) && Math.Truncate(id) != 1 ? (int)Math.Truncate(id) : null;

    private static string? Without(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..].Trim() : null;

    private static int? ReadTopic(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var topic) ? topic : null;
}
