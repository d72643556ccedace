using System.Globalization;

namespace Moltbot.Policy.Access.Allowlists;

/// <summary>iMessage: chats by their prefixes, handles as numbers or e-mail addresses.</summary>
public static class IMessageAllowlist
{
    /// <param name="entries">The list; an absent or empty one names nobody.</param>
    /// <param name="sender">Who is looked for.</param>
    public static AllowMatch Match(IEnumerable<string>? entries, IMessageSender sender)
    {
        var list = ListEntries.Clean(entries);
        if (list.HasWildcard())
        {
            return AllowMatch.Everybody;
        }

        var handle = IMessageTarget.NormalizeHandle(sender.Handle ?? "");
        foreach (var entry in list)
        {
            var normalized = IMessageTarget.NormalizeHandle(entry);
            var matches = IMessageTarget.Chat(normalized) is { } chat
                ? MatchesChat(chat, sender)
                : normalized.Length > 1 && string.Equals(normalized, handle, StringComparison.Ordinal);
            if (matches)
            {
                return AllowMatch.By(normalized, MatchSources.Id);
            }
        }

        return AllowMatch.None;
    }

    private static bool MatchesChat(IMessageTarget chat, IMessageSender sender) => chat.Value.Length > 0 && chat.Kind switch
    {
        IMessageTarget.ByChatId => sender.ChatId?.ToString(CultureInfo.InvariantCulture) == chat.Value,
        IMessageTarget.ByChatGuid => sender.ChatGuid?.Trim() == chat.Value,
        IMessageTarget.ByChatIdentifier => sender.ChatIdentifier?.Trim() == chat.Value,
        _ => false,
    };
}
