using System.Globalization;
using System.Text;

namespace Moltbot.Cli.Printing;

/// <summary>
/// Text of other people on a terminal. Names, messages and log lines may hold escape sequences that move the cursor, rename the
/// window or hide what follows; none of them gets through.
/// </summary>
internal static class PlainText
{
    /// <summary>The text on one line, without anything a terminal would act on.</summary>
    public static string Line(string? text) => Clean(text, keepsLines: false);

    /// <summary>The same with line ends and tabs kept.</summary>
    public static string Lines(string? text) => Clean(text, keepsLines: true);

    private static string Clean(string? text, bool keepsLines)
    {
        if (string.IsNullOrEmpty(text) || !text.Any(IsActive))
        {
            return text ?? string.Empty;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!IsActive(character) || (keepsLines && character is '\n' or '\t'))
            {
                clean.Append(character);
            }
            else if (character is '\n' or '\t')
            {
                clean.Append(' ');
            }
            else if (character is not '\r')
            {
                clean.Append('\uFFFD');
            }
        }

        return clean.ToString();
    }

    // Control characters (C0, C1, DEL), and format characters that reorder what is read; the joiners of emoji and scripts stay.
    private static bool IsActive(char character) =>
        char.IsControl(character)
        || character is '\u2028' or '\u2029'
        || (char.GetUnicodeCategory(character) == UnicodeCategory.Format && character is not ('\u200C' or '\u200D'));
}
