using System.Collections.Frozen;

namespace Moltbot.Policy.Exec.SafeBins;

/// <summary>
/// The argument vectors that a filter may be given, exactly (attack E1): options are named in full, stand before the operands and take
/// values of their kind; what is not listed is refused. There is no list of forbidden flags to be complete.
/// </summary>
internal sealed class OptionGrammar
{
    /// <summary>Letters of options without a value; they may be joined.</summary>
    public required string Flags { get; init; }

    /// <summary>Letters of options with one.</summary>
    public IReadOnlyDictionary<char, Func<string, bool>> Values { get; init; } = FrozenDictionary<char, Func<string, bool>>.Empty;

    /// <summary>Long names without the dashes of options without a value.</summary>
    public FrozenSet<string> LongFlags { get; init; } = [];

    /// <summary>Long names of options with one, as <c>--name=value</c>.</summary>
    public IReadOnlyDictionary<string, Func<string, bool>> LongValues { get; init; } = FrozenDictionary<string, Func<string, bool>>.Empty;

    /// <summary>Long names of options that are followed by so many words of their own.</summary>
    public IReadOnlyDictionary<string, int> LongWords { get; init; } = FrozenDictionary<string, int>.Empty;

    /// <summary>Whether <c>-5</c> is a number of lines.</summary>
    public bool TakesCount { get; init; }

    /// <summary>Whether the operands are allowed, given the options that were read; nobody's operand is a file.</summary>
    public required Func<IReadOnlyList<string>, IReadOnlySet<string>, bool> Operands { get; init; }

    /// <summary>Whether the arguments behind the program's word are allowed.</summary>
    public bool Accepts(IReadOnlyList<string> arguments)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var at = 0;
        while (at < arguments.Count && arguments[at] is { Length: > 1 } option && option[0] == '-')
        {
            at++;
            if (option == "--")
            {
                break;
            }

            var next = option.StartsWith("--", StringComparison.Ordinal) ? Long(option[2..], arguments, at, seen) : Short(option[1..], arguments, at, seen);
            if (next is not { } after)
            {
                return false;
            }

            at = after;
        }

        // An option behind an operand is one to some versions and a file's name to others.
        var operands = arguments.Skip(at).ToList();
        var isOpen = at == 0 || arguments[at - 1] != "--";
        return (!isOpen || !operands.Any(static operand => operand is ['-', _, ..])) && Operands(operands, seen);
    }

    private int? Long(string option, IReadOnlyList<string> arguments, int at, HashSet<string> seen)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? option : option[..equals];
        seen.Add(name);
        if (equals >= 0)
        {
            return LongValues.TryGetValue(name, out var takes) && takes(option[(equals + 1)..]) ? at : null;
        }

        if (LongWords.TryGetValue(name, out var count))
        {
            return at + count <= arguments.Count ? at + count : null;
        }

        return LongFlags.Contains(name) ? at : null;
    }

    private int? Short(string letters, IReadOnlyList<string> arguments, int at, HashSet<string> seen)
    {
        if (TakesCount && OptionValues.IsWhole(letters))
        {
            return at;
        }

        for (var place = 0; place < letters.Length; place++)
        {
            seen.Add(letters[place].ToString());
            if (Values.TryGetValue(letters[place], out var takes))
            {
                var joined = letters[(place + 1)..];
                if (joined.Length > 0)
                {
                    return takes(joined) ? at : null;
                }

                return at < arguments.Count && takes(arguments[at]) ? at + 1 : null;
            }

            if (!Flags.Contains(letters[place], StringComparison.Ordinal))
            {
                return null;
            }
        }

        return at;
    }
}
