namespace Moltbot.Policy.Access.Allowlists;

/// <summary>What all lists have in common: entries are trimmed, blanks are none, a lone <c>*</c> means everybody.</summary>
public static class ListEntries
{
    /// <summary>The entries that count.</summary>
    public static IReadOnlyList<string> Clean(IEnumerable<string>? entries) =>
        [.. (entries ?? []).Select(entry => entry.Trim()).Where(entry => entry.Length > 0)];

    /// <summary>Adds entries to a list: the first spelling stays, comparing without case.</summary>
    public static IReadOnlyList<string> Merge(IEnumerable<string>? existing, IEnumerable<string>? additions) =>
        [.. Clean((existing ?? []).Concat(additions ?? [])).Distinct(StringComparer.OrdinalIgnoreCase)];

    internal static bool HasWildcard(this IReadOnlyList<string> entries) => entries.Contains("*", StringComparer.Ordinal);

    internal static string WithoutPrefix(this string entry, params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (entry.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return entry[prefix.Length..];
            }
        }

        return entry;
    }
}
