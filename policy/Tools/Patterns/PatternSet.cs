using System.Collections.Frozen;

namespace Moltbot.Policy.Tools.Patterns;

/// <summary>Names and patterns, ready to be asked whether a name is among them.</summary>
internal sealed class PatternSet
{
    public static readonly PatternSet Empty = new([]);

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _names;
    private readonly ToolGlob[] _globs;

    private PatternSet(IReadOnlyCollection<string> patterns)
    {
        _names = patterns.Where(static pattern => !ToolGlob.IsOne(pattern)).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _globs = [.. patterns.Where(ToolGlob.IsOne).Distinct(StringComparer.Ordinal).Select(static pattern => new ToolGlob(pattern))];
    }

    /// <summary>What a pattern as written stands for: its alternatives, and the tools of the groups and plugins that they name.</summary>
    /// <param name="pattern">Lower-case, without <c>!</c>; one that cannot be expanded stands for nothing.</param>
    /// <param name="vocabulary">What may be named.</param>
    public static IEnumerable<string> Expand(string pattern, ToolVocabulary vocabulary) =>
        (BraceExpansion.Expand(pattern) ?? []).Select(static text => text.Trim()).SelectMany(vocabulary.NamesOf);

    public static PatternSet Of(IEnumerable<string> patterns) => patterns.ToList() is { Count: > 0 } list ? new PatternSet(list) : Empty;

    /// <summary>Whether a name, lower-case, is among them.</summary>
    public bool Matches(ReadOnlySpan<char> name)
    {
        if (_names.Contains(name))
        {
            return true;
        }

        foreach (var glob in _globs)
        {
            if (glob.Matches(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether any name of a tool is.</summary>
    public bool MatchesAny(IReadOnlyList<string> names)
    {
        for (var index = 0; index < names.Count; index++)
        {
            if (Matches(names[index]))
            {
                return true;
            }
        }

        return false;
    }
}
