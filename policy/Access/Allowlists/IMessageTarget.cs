using System.Globalization;

namespace Moltbot.Policy.Access.Allowlists;

/// <summary>An iMessage address: a chat by number, GUID or identifier, or a handle with the service to reach it by.</summary>
/// <param name="Kind"><c>chat_id</c>, <c>chat_guid</c>, <c>chat_identifier</c> or <c>handle</c>.</param>
/// <param name="Value">The number, GUID, identifier or handle as text.</param>
/// <param name="Service">For a handle: <c>imessage</c>, <c>sms</c> or <c>auto</c>.</param>
public sealed record IMessageTarget(string Kind, string Value, string? Service = null)
{
    public const string ByChatId = "chat_id";
    public const string ByChatGuid = "chat_guid";
    public const string ByChatIdentifier = "chat_identifier";
    public const string ByHandle = "handle";

    private static readonly (string Kind, string[] Prefixes)[] ChatPrefixes =
    [
        (ByChatId, ["chat_id:", "chatid:", "chat:"]),
        (ByChatGuid, ["chat_guid:", "chatguid:", "guid:"]),
        (ByChatIdentifier, ["chat_identifier:", "chatidentifier:", "chatident:"]),
    ];

    private static readonly string[] Services = ["imessage", "sms", "auto"];

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is blank, or a chat without its number, GUID or identifier.</exception>
    public static IMessageTarget Parse(string raw)
    {
        var trimmed = raw.Trim();
        if (trimmed.Length == 0)
        {
            throw new FormatException("iMessage target is required");
        }

        foreach (var service in Services)
        {
            if (trimmed.StartsWith(service + ":", StringComparison.OrdinalIgnoreCase))
            {
                var rest = trimmed[(service.Length + 1)..].Trim();
                if (rest.Length == 0)
                {
                    throw new FormatException($"{service}: target is required");
                }

                return Chat(rest) is not null ? Parse(rest) : new IMessageTarget(ByHandle, rest, service);
            }
        }

        if (Chat(trimmed) is not { } chat)
        {
            return new IMessageTarget(ByHandle, trimmed, "auto");
        }

        if (chat.Kind == ByChatId)
        {
            return long.TryParse(chat.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
                ? new IMessageTarget(ByChatId, id.ToString(CultureInfo.InvariantCulture))
                : throw new FormatException($"Invalid chat_id: {chat.Value}");
        }

        return chat.Value.Length > 0 ? chat : throw new FormatException($"{chat.Kind} is required");
    }

    /// <summary>The one spelling of a handle or chat address, for comparing.</summary>
    public static string NormalizeHandle(string raw)
    {
        var trimmed = raw.Trim();
        foreach (var service in Services)
        {
            if (trimmed.StartsWith(service + ":", StringComparison.OrdinalIgnoreCase))
            {
                return NormalizeHandle(trimmed[(service.Length + 1)..]);
            }
        }

        if (trimmed.Length == 0)
        {
            return "";
        }

        if (Chat(trimmed) is { } chat)
        {
            return $"{chat.Kind}:{chat.Value}";
        }

        if (trimmed.Contains('@', StringComparison.Ordinal))
        {
            return trimmed.ToLowerInvariant();
        }

        return PhoneNumbers.Normalize(trimmed);
    }

    internal static IMessageTarget? Chat(string text)
    {
        foreach (var (kind, prefixes) in ChatPrefixes)
        {
            foreach (var prefix in prefixes)
            {
                if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    return new IMessageTarget(kind, text[prefix.Length..].Trim());
                }
            }
        }

        return null;
    }
}
