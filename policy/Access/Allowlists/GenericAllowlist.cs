namespace Moltbot.Policy.Access.Allowlists;

/// <summary>The matcher for channels that have none of their own. Whatever the order of the list, the surest match is reported.</summary>
public static class GenericAllowlist
{
    /// <param name="channel">The channel id; it is the prefix of prefixed entries.</param>
    /// <param name="entries">The list; an absent or empty one names nobody.</param>
    /// <param name="sender">Who is looked for. Ids compare exactly, names, tags and user names without case.</param>
    public static AllowMatch Match(string channel, IEnumerable<string>? entries, SenderIdentity sender)
    {
        var list = ListEntries.Clean(entries);
        if (list.HasWildcard())
        {
            return AllowMatch.Everybody;
        }

        var username = sender.Username?.Trim().TrimStart('@');
        return Find(list, sender.Id, "", StringComparison.Ordinal, MatchSources.Id)
            ?? Find(list, sender.Id, $"{channel}:", StringComparison.Ordinal, MatchSources.PrefixedId)
            ?? Find(list, sender.Name, "", StringComparison.OrdinalIgnoreCase, MatchSources.Name)
            ?? Find(list, sender.Name, $"{channel}:", StringComparison.OrdinalIgnoreCase, MatchSources.PrefixedName)
            ?? Find(list, sender.Tag, "@", StringComparison.OrdinalIgnoreCase, MatchSources.Tag)
            ?? Find(list, sender.Tag, $"{channel}:@", StringComparison.OrdinalIgnoreCase, MatchSources.PrefixedTag)
            ?? Find(list, username, "@", StringComparison.OrdinalIgnoreCase, MatchSources.Username)
            ?? AllowMatch.None;
    }

    private static AllowMatch? Find(
        IReadOnlyList<string> list, string? value, string prefix, StringComparison comparison, string source)
    {
        var wanted = value?.Trim();
        if (string.IsNullOrEmpty(wanted))
        {
            return null;
        }

        var key = list.FirstOrDefault(entry => string.Equals(entry, prefix + wanted, comparison));
        return key is null ? null : AllowMatch.By(key, source);
    }
}
