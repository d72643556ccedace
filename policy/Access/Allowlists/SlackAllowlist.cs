namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Slack: ids with their prefixes, then names and slugs. Entries are expected lower-cased, as <see cref="Normalize"/> gives them.</summary>
public static class SlackAllowlist
{
    /// <summary>The entries as they are compared.</summary>
    public static IReadOnlyList<string> Normalize(IEnumerable<string>? entries) =>
        [.. ListEntries.Clean(entries).Select(entry => entry.ToLowerInvariant())];

    /// <param name="normalized">The list; an empty one names nobody.</param>
    /// <param name="sender">Who is looked for.</param>
    public static AllowMatch Match(IReadOnlyList<string> normalized, SenderIdentity sender)
    {
        if (normalized.HasWildcard())
        {
            return AllowMatch.Everybody;
        }

        var id = sender.Id?.Trim().ToLowerInvariant();
        var name = sender.Name?.Trim().ToLowerInvariant();
        var slug = Slugs.OfSlack(name);
        (string? Value, string Source)[] candidates =
        [
            (id, MatchSources.Id),
            (Prefixed("slack:", id), MatchSources.PrefixedId),
            (Prefixed("user:", id), MatchSources.PrefixedUser),
            (name, MatchSources.Name),
            (Prefixed("slack:", name), MatchSources.PrefixedName),
            (slug, MatchSources.Slug),
        ];
        foreach (var (value, source) in candidates)
        {
            if (!string.IsNullOrEmpty(value) && normalized.Contains(value, StringComparer.Ordinal))
            {
                return AllowMatch.By(value, source);
            }
        }

        return AllowMatch.None;
    }

    private static string? Prefixed(string prefix, string? value) => string.IsNullOrEmpty(value) ? null : prefix + value;
}
