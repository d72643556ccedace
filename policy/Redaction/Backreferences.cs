using System.Globalization;
using System.Text;

namespace Moltbot.Policy.Redaction;

/// <summary>
/// A backreference cannot be matched in linear time. In its place goes what its group may match, which matches more texts, never fewer:
/// <c>(["']?)x\1</c> becomes <c>(["']?)x(?:["']?)</c>.
/// </summary>
internal static class Backreferences
{
    public static string Widen(string pattern)
    {
        var widened = new StringBuilder(pattern.Length);
        var groups = new List<string?>();
        var open = new Stack<(int Number, int From)>();
        var inClass = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var c = pattern[at];
            if (c == '\\' && at + 1 < pattern.Length)
            {
                var digits = inClass ? 0 : Digits(pattern.AsSpan(at + 1));
                widened.Append(Source(groups, pattern.AsSpan(at + 1, digits)) is { } source ? $"(?:{source})" : pattern.AsSpan(at, 1 + Math.Max(1, digits)));
                at += Math.Max(1, digits);
                continue;
            }

            widened.Append(c);
            inClass = c switch { '[' => true, ']' => false, _ => inClass };
            if (c == '(' && !inClass)
            {
                var captures = at + 1 >= pattern.Length || pattern[at + 1] != '?';
                open.Push((captures ? groups.Count : -1, widened.Length));
                if (captures)
                {
                    groups.Add(null);
                }
            }
            else if (c == ')' && !inClass && open.TryPop(out var group) && group.Number >= 0)
            {
                groups[group.Number] = widened.ToString(group.From, widened.Length - 1 - group.From);
            }
        }

        return widened.ToString();
    }

    private static int Digits(ReadOnlySpan<char> text) => text is [>= '1' and <= '9', ..]
        ? text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? Math.Min(end, 2) : Math.Min(text.Length, 2)
        : 0;

    // A group around another would bring its captures along; such a reference stays, and the pattern is refused as not linear.
    private static string? Source(List<string?> groups, ReadOnlySpan<char> digits) =>
        digits.Length > 0 && int.Parse(digits, CultureInfo.InvariantCulture) is var number && number <= groups.Count
        && groups[number - 1] is { } source && !source.Contains('(', StringComparison.Ordinal)
            ? source
            : null;
}
