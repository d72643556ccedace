namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Telegram: the numeric id, or the user name with or without <c>@</c>.</summary>
public static class TelegramAllowlist
{
    /// <param name="entries">The list; an absent or empty one names nobody.</param>
    /// <param name="sender">Who is looked for.</param>
    public static AllowMatch Match(IEnumerable<string>? entries, SenderIdentity sender)
    {
        var list = ListEntries.Clean(entries).Select(entry => entry.WithoutPrefix("telegram:", "tg:")).ToList();
        if (list.HasWildcard())
        {
            return AllowMatch.Everybody;
        }

        if (sender.Id is { Length: > 0 } id && list.Contains(id, StringComparer.Ordinal))
        {
            return AllowMatch.By(id, MatchSources.Id);
        }

        var username = sender.Username?.Trim().TrimStart('@').ToLowerInvariant();
        if (string.IsNullOrEmpty(username))
        {
            return AllowMatch.None;
        }

        var entry = list.Where(each => !IsId(each)).Select(each => each.ToLowerInvariant()).FirstOrDefault(each => each == username || each == $"@{username}");
        return entry is null ? AllowMatch.None : AllowMatch.By(entry, MatchSources.Username);
    }

    /// <summary>Whether an entry is an id, which stays the same person's whatever they call themselves; a group's begins with a minus.</summary>
    public static bool IsId(string entry) =>
        entry.Trim().WithoutPrefix("telegram:", "tg:").Trim() is { Length: > 0 } id && id.All(static letter => char.IsAsciiDigit(letter) || letter == '-');
}
