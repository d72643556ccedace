namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Discord: ids in any of their spellings, then names and tags as slugs.</summary>
public static class DiscordAllowlist
{
    /// <param name="entries">The list; an absent or empty one names nobody.</param>
    /// <param name="sender">Who is looked for.</param>
    public static AllowMatch Match(IEnumerable<string>? entries, SenderIdentity sender)
    {
        var list = ListEntries.Clean(entries);
        if (list.HasWildcard())
        {
            return AllowMatch.Everybody;
        }

        var ids = list.Select(IdOf).Where(id => id is not null).ToHashSet(StringComparer.Ordinal);
        if (sender.Id is { Length: > 0 } senderId && ids.Contains(senderId))
        {
            return AllowMatch.By(senderId, MatchSources.Id);
        }

        var names = list.Where(entry => IdOf(entry) is null).Select(Slugs.Of).ToHashSet(StringComparer.Ordinal);
        return BySlug(names, sender.Name, MatchSources.Name) ?? BySlug(names, sender.Tag, MatchSources.Tag) ?? AllowMatch.None;
    }

    /// <summary>Whether an entry is an id, which stays the same person's whatever they call themselves.</summary>
    public static bool IsId(string entry) => IdOf(entry.Trim()) is { } id && id.All(char.IsAsciiDigit);

    private static AllowMatch? BySlug(HashSet<string> names, string? value, string source) =>
        Slugs.Of(value) is { Length: > 0 } slug && names.Contains(slug) ? AllowMatch.By(slug, source) : null;

    // A digit run, a mention, or a prefixed id; the prefixes compare with case, as the original's do.
    private static string? IdOf(string entry)
    {
        var bare = entry.StartsWith("<@", StringComparison.Ordinal) && entry.EndsWith('>')
            ? entry[2..^1].TrimStart('!')
            : entry;
        if (bare.Length > 0 && bare.All(char.IsAsciiDigit))
        {
            return bare;
        }

        foreach (var prefix in (ReadOnlySpan<string>)["discord:", "user:"])
        {
            if (entry.StartsWith(prefix, StringComparison.Ordinal) && entry.Length > prefix.Length)
            {
                return entry[prefix.Length..];
            }
        }

        return null;
    }
}
