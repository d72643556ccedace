namespace Moltbot.Policy.Tools.Patterns;

/// <summary>
/// A pattern in which <c>*</c> stands for any run of characters, also none; it has to fit a whole name. Each piece between stars
/// is looked for once, from left to right, and nothing is ever tried again: no pattern takes long, whatever the name.
/// </summary>
internal sealed class ToolGlob
{
    private readonly string _head;
    private readonly string[] _inner;
    private readonly string _tail;
    private readonly int _shortest;

    /// <param name="pattern">Lower-case, with at least one <c>*</c>.</param>
    public ToolGlob(string pattern)
    {
        var pieces = pattern.Split('*');
        (_head, _tail) = (pieces[0], pieces[^1]);
        _inner = pieces[1..^1];
        _shortest = pieces.Sum(static piece => piece.Length);
    }

    /// <summary>Whether a text is a pattern at all.</summary>
    public static bool IsOne(string text) => text.Contains('*');

    /// <summary>Whether a name fits.</summary>
    public bool Matches(ReadOnlySpan<char> name)
    {
        if (name.Length < _shortest || !name.StartsWith(_head, StringComparison.Ordinal) || !name.EndsWith(_tail, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = name[_head.Length..^_tail.Length];
        foreach (var piece in _inner)
        {
            var at = rest.IndexOf(piece, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + piece.Length)..];
        }

        return true;
    }
}
