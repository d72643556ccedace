namespace Moltbot.Policy.Tools.Patterns;

/// <summary>
/// A list of entries. One of negations only means everything but what they name; where others stand beside them, the negations
/// take away from what those name.
/// </summary>
internal sealed class ToolPatterns
{
    private readonly PatternSet _named;
    private readonly PatternSet _takenAway;
    private readonly bool _isNegativeOnly;

    private ToolPatterns(IReadOnlyList<ToolEntry> entries, ToolVocabulary vocabulary)
    {
        Entries = entries;
        var read = entries.Select(static entry => ToolEntry.Read(entry.Text)).ToList();
        _isNegativeOnly = IsNegativeOnly(entries);
        _named = Set(read, isNegated: false, vocabulary);
        _takenAway = Set(read, isNegated: true, vocabulary);
    }

    /// <summary>The entries that count, in order.</summary>
    public IReadOnlyList<ToolEntry> Entries { get; }

    /// <summary>The list; null for one without entries. Blank entries are none.</summary>
    public static ToolPatterns? Compile(IEnumerable<ToolEntry>? entries, ToolVocabulary vocabulary)
    {
        var counting = (entries ?? []).Where(static entry => ToolEntry.Read(entry.Text).Pattern.Length > 0).ToList();
        return counting.Count == 0 ? null : new ToolPatterns(counting, vocabulary);
    }

    /// <summary>Whether entries count, and all of them are negations.</summary>
    public static bool IsNegativeOnly(IEnumerable<ToolEntry> entries)
    {
        var read = entries.Select(static entry => ToolEntry.Read(entry.Text)).Where(static entry => entry.Pattern.Length > 0).ToList();
        return read.Count > 0 && read.TrueForAll(static entry => entry.IsNegated);
    }

    /// <summary>Whether the list means a name, lower-case, of a tool that has no other.</summary>
    public bool Matches(ReadOnlySpan<char> name) => (_isNegativeOnly || _named.Matches(name)) && !_takenAway.Matches(name);

    /// <summary>Whether the list means a tool, by any of its names.</summary>
    public bool Matches(IReadOnlyList<string> names) => Names(names) && !TakesAway(names);

    /// <summary>Whether the list would mean the tool if no negation named it.</summary>
    public bool Names(IReadOnlyList<string> names) => _isNegativeOnly || _named.MatchesAny(names);

    /// <summary>Whether a negation names the tool.</summary>
    public bool TakesAway(IReadOnlyList<string> names) => _takenAway.MatchesAny(names);

    /// <summary>The entry by which the list means a tool, or by which it does not; null when no entry names it.</summary>
    public ToolEntry? Deciding(IReadOnlyList<string> names, ToolVocabulary vocabulary)
    {
        var isTakenAway = TakesAway(names);
        foreach (var entry in Entries)
        {
            var (isNegated, pattern) = ToolEntry.Read(entry.Text);
            if (isNegated == isTakenAway && PatternSet.Of(PatternSet.Expand(pattern, vocabulary)).MatchesAny(names))
            {
                return entry;
            }
        }

        return null;
    }

    private static PatternSet Set(IEnumerable<(bool IsNegated, string Pattern)> entries, bool isNegated, ToolVocabulary vocabulary) =>
        PatternSet.Of(entries.Where(entry => entry.IsNegated == isNegated).SelectMany(entry => PatternSet.Expand(entry.Pattern, vocabulary)));
}
