using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.Allowlists;

/// <summary>
/// A pattern for paths of executables: literal but for <c>*</c> (within a folder), <c>**</c> (across), <c>?</c> (one character of a
/// name) and a leading <c>~</c>. Upper and lower case count alike, as clients write lists for it (attack E13). It is read once and held
/// beside paths in time that grows with the path's length, whatever the pattern says.
/// </summary>
public sealed class PathPattern : IEquatable<PathPattern>
{
    /// <summary>The longest pattern and path, in characters; a longer one matches nothing. Arbitrary: programs lie higher up.</summary>
    public const int MaxLength = 1024;

    private const byte Within = 1;
    private const byte Across = 2;

    /// <summary>Whether it may match anything: a bare name, and a bare <c>*</c>, do not.</summary>
    private readonly bool _isPath;

    /// <summary>Whether it begins in a home folder; the rest is of what follows it.</summary>
    private readonly bool _isOfHome;

    /// <summary>What it says before its first wildcard: most paths end here, at next to no cost.</summary>
    private readonly string _beginning = "";

    /// <summary>Characters and <c>?</c>, one bit each, in words of 64.</summary>
    private readonly int _length;

    private readonly FrozenDictionary<char, ulong[]> _places = FrozenDictionary<char, ulong[]>.Empty;
    private readonly ulong[] _anyOfName = [];
    private readonly ulong[] _within = [];
    private readonly ulong[] _across = [];

    /// <summary>Reads it.</summary>
    /// <param name="text">The pattern as it was written.</param>
    public PathPattern(string text)
    {
        Text = text;
        var pattern = text.Trim();
        _isPath = pattern.Length is > 0 and <= MaxLength && (pattern.Contains('/', StringComparison.Ordinal) || CanonicalPath.IsWindows(pattern) || pattern[0] == '~');
        if (!_isPath)
        {
            return;
        }

        _isOfHome = pattern == "~" || pattern.StartsWith("~/", StringComparison.Ordinal);
        var glob = CanonicalPath.Fold(_isOfHome ? pattern[1..] : pattern);
        var singles = new List<char>(glob.Length);
        var loops = new List<byte> { 0 };
        for (var at = 0; at < glob.Length; at++)
        {
            if (glob[at] != '*')
            {
                singles.Add(glob[at]);
                loops.Add(0);
            }
            else
            {
                loops[^1] |= at > 0 && glob[at - 1] == '*' ? Across : Within;
            }
        }

        var wild = glob.AsSpan().IndexOfAny('*', '?');
        _beginning = wild < 0 ? glob : glob[..wild];
        _length = singles.Count;
        _places = singles.Select(static (c, place) => (c, place)).Where(static single => single.c != '?').GroupBy(static single => single.c)
            .ToFrozenDictionary(static group => group.Key, group => Bits(group.Select(static single => single.place)));
        _anyOfName = Bits(Places(singles, static c => c == '?'));
        _within = Bits(Places(loops, static loop => (loop & Within) != 0));
        _across = Bits(Places(loops, static loop => (loop & Across) != 0));
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it matches a path.</summary>
    /// <param name="path">The absolute path of an executable, without <c>.</c>, <c>..</c> and empty names in it.</param>
    /// <param name="home">What <c>~</c> stands for, see <see cref="CanonicalPath.OfHome"/>; null where nobody knows.</param>
    public bool Matches(string path, string? home = null) =>
        CanonicalPath.Of(path) is { } canonical && Matches(canonical, CanonicalPath.OfHome(home));

    /// <inheritdoc/>
    public bool Equals(PathPattern? other) => Text == other?.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PathPattern);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal bool Matches(CanonicalPath path, CanonicalPath? home)
    {
        if (!_isPath)
        {
            return false;
        }

        var text = path.Folded.AsSpan();
        if (_isOfHome)
        {
            if (home is null || !text.StartsWith(home.Folded, StringComparison.Ordinal))
            {
                return false;
            }

            text = text[home.Folded.Length..];
        }

        return text.StartsWith(_beginning, StringComparison.Ordinal) && Follows(text);
    }

    /// <summary>
    /// After each character of the text, which beginnings of the pattern end there: bit n for its first n characters. No backtracking
    /// (Baeza-Yates and Gonnet, "A new approach to text searching").
    /// </summary>
    private bool Follows(ReadOnlySpan<char> text)
    {
        Span<ulong> reached = stackalloc ulong[_within.Length];
        reached[_beginning.Length / 64] = 1UL << (_beginning.Length % 64);
        foreach (var c in text[_beginning.Length..])
        {
            var literal = _places.GetValueOrDefault(c);
            var stays = c == '/' ? _across : _within;
            ulong carry = 0, alive = 0;
            for (var word = 0; word < reached.Length; word++)
            {
                var moves = reached[word] & ((literal is null ? 0 : literal[word]) | (c == '/' ? 0 : _anyOfName[word]));
                reached[word] = (moves << 1) | carry | (reached[word] & stays[word]);
                carry = moves >> 63;
                alive |= reached[word];
            }

            if (alive == 0)
            {
                return false;
            }
        }

        return (reached[_length / 64] >> (_length % 64) & 1) != 0;
    }

    private static IEnumerable<int> Places<T>(List<T> all, Func<T, bool> isIt) => Enumerable.Range(0, all.Count).Where(place => isIt(all[place]));

    private ulong[] Bits(IEnumerable<int> places)
    {
        var bits = new ulong[(_length / 64) + 1];
        foreach (var place in places)
        {
            bits[place / 64] |= 1UL << (place % 64);
        }

        return bits;
    }
}
