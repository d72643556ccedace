using System.Text;

namespace Moltbot.Policy.Values;

/// <summary>
/// Runs of characters, by hand: a pattern without backtracking that is nothing but such a run (<c>\s+</c>, <c>-{2,}</c>) takes a text's last
/// character too once a run of some 100,000 characters has gone through it, and it is shared by everybody (.NET 10.0).
/// </summary>
internal static class CharacterRuns
{
    /// <summary>Puts one text in the place of each run.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isMeant">Which characters make a run.</param>
    /// <param name="replacement">What stands there then.</param>
    /// <param name="shortest">Shorter runs stay; at least 1.</param>
    public static string Replace(string text, Func<char, bool> isMeant, string replacement, int shortest = 1)
    {
        var replaced = new StringBuilder(text.Length);
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = at;
            while (end < text.Length && isMeant(text[end]))
            {
                end++;
            }

            if (end - at >= shortest)
            {
                replaced.Append(replacement);
            }
            else
            {
                end = Math.Max(end, at + 1);
                replaced.Append(text, at, end - at);
            }
        }

        return replaced.ToString();
    }

    /// <summary>One blank in the place of each run of white space.</summary>
    public static string OneBlank(string text) => Replace(text, char.IsWhiteSpace, " ");

    /// <summary>Spaces and tabs beside each other become one space, and none stands at a line's edge nor at the text's beginning.</summary>
    public static string WithoutEdges(string text)
    {
        var tidied = new StringBuilder(text.Length);
        bool isBlank = false, isAtStart = true;
        foreach (var character in text)
        {
            if (character is ' ' or '\t')
            {
                isBlank = true;
                continue;
            }

            if (isBlank && !isAtStart && character != '\n')
            {
                tidied.Append(' ');
            }

            tidied.Append(character);
            (isBlank, isAtStart) = (false, character == '\n');
        }

        return tidied.ToString();
    }

    /// <summary>Where a text has a blank line, with the line's end before it and all that follow.</summary>
    public static IEnumerable<Range> BlankLines(string text)
    {
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at))
        {
            var end = at + 1;
            while (end < text.Length && text[end] is ' ' or '\t')
            {
                end++;
            }

            if (end == text.Length || text[end] != '\n')
            {
                at = end;
                continue;
            }

            while (end < text.Length && text[end] == '\n')
            {
                end++;
            }

            yield return at..end;
            at = end;
        }
    }
}
