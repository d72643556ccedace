namespace Moltbot.Policy.Tools.Patterns;

/// <summary>Replaces <c>{a,b}</c> by its alternatives: one text becomes several. A brace without its other half is an ordinary character.</summary>
internal static class BraceExpansion
{
    /// <summary>Most texts that one may stand for. Arbitrary: enough for every tool in every spelling, too few to cost anything.</summary>
    public const int MaxTexts = 256;

    private const int MaxDepth = 8;

    /// <summary>The texts; null when there are more than <see cref="MaxTexts"/> or braces stand more than eight deep.</summary>
    public static IReadOnlyList<string>? Expand(string text) => Expand(text, depth: 0);

    private static List<string>? Expand(ReadOnlySpan<char> text, int depth)
    {
        List<string> texts = [""];
        var plainFrom = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '{' || CloseOf(text, at) is not { } close)
            {
                continue;
            }

            Append(texts, text[plainFrom..at]);
            if (depth == MaxDepth || Alternatives(text[(at + 1)..close], depth + 1) is not { } options || texts.Count * options.Count > MaxTexts)
            {
                return null;
            }

            texts = [.. texts.SelectMany(before => options.Select(option => before + option))];
            (plainFrom, at) = (close + 1, close);
        }

        Append(texts, text[plainFrom..]);
        return texts;
    }

    /// <summary>What stands between the commas; each brace in there has its other half.</summary>
    private static List<string>? Alternatives(ReadOnlySpan<char> inside, int depth)
    {
        var all = new List<string>();
        var from = 0;
        var open = 0;
        for (var at = 0; at <= inside.Length; at++)
        {
            if (at < inside.Length && (inside[at] != ',' || open > 0))
            {
                open += inside[at] switch { '{' => 1, '}' => -1, _ => 0 };
                continue;
            }

            if (Expand(inside[from..at], depth) is not { } texts || all.Count + texts.Count > MaxTexts)
            {
                return null;
            }

            all.AddRange(texts);
            from = at + 1;
        }

        return all;
    }

    /// <summary>The place of the brace that closes the one at <paramref name="open"/>; null when none does.</summary>
    private static int? CloseOf(ReadOnlySpan<char> text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        return null;
    }

    private static void Append(List<string> texts, ReadOnlySpan<char> plain)
    {
        for (var index = 0; index < texts.Count; index++)
        {
            texts[index] = string.Concat(texts[index], plain);
        }
    }
}
