using System.Globalization;
using System.Text;
using Moltbot.Policy.Exec.Text;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>Characters that a person does not see, or takes for others, and a model reads.</summary>
internal static class HiddenText
{
    private const int Joiner = 0x200d;
    private const int Variation = 0xfe0f;
    private const int Keycap = 0x20e3;
    private const int IdeographicSpace = 0x3000;

    public static void Find(ScannedFile file)
    {
        for (var line = 0; line < file.Lines.Count; line++)
        {
            Rune[] runes = [.. file.Lines[line].EnumerateRunes()];
            var hidden = Enumerable.Range(0, runes.Length).Where(at => IsHidden(runes, at)).ToArray();

            // An odd space says nothing of what hides behind it.
            if (hidden.Length > 0)
            {
                var worst = hidden.FirstOrDefault(at => !IsSpace(runes[at]), hidden[0]);
                file.Add(
                    IsSpace(runes[worst]) ? SkillSeverity.Warning : SkillSeverity.Danger, "text.hidden", line + 1,
                    $"a character that is not seen, U+{runes[worst].Value:X4}: {file.Lines[line]}");
            }

            var poses = Lookalikes.In(runes);
            if (Enumerable.Range(0, runes.Length).FirstOrDefault(at => poses[at] && IsRead(runes, at), -1) is >= 0 and var letter)
            {
                file.Add(SkillSeverity.Warning, "text.lookalike", line + 1, $"a letter that looks like another, U+{runes[letter].Value:X4}: {file.Lines[line]}");
            }
        }
    }

    /// <summary>A letter; one that is coloured is a picture.</summary>
    private static bool IsRead(Rune[] runes, int place) => Rune.IsLetter(runes[place]) && !(place + 1 < runes.Length && IsOfEmoji(runes, place + 1));

    private static bool IsHidden(Rune[] runes, int place) =>
        runes[place].Value is not ('\t' or IdeographicSpace) && HostileText.Hides(runes[place]) && !IsOfEmoji(runes, place);

    private static bool IsSpace(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    /// <summary>What colours a picture stands behind it, what joins two between them; each once, or they would write something.</summary>
    private static bool IsOfEmoji(Rune[] runes, int place)
    {
        var before = place > 0 ? runes[place - 1].Value : 0;
        var after = place + 1 < runes.Length ? runes[place + 1].Value : 0;
        return runes[place].Value switch
        {
            Variation => IsPicture(before) || (IsKey(before) && after == Keycap),
            Joiner => (IsPicture(before) || before == Variation) && IsPicture(after),
            _ => false,
        };
    }

    private static bool IsPicture(int rune) => rune is (>= 0x2190 and <= 0x2bff) or (>= 0x1f000 and <= 0x1faff) or 0xa9 or 0xae or 0x203c or 0x2049 or 0x2122 or 0x2139 or 0x3030 or 0x303d or 0x3297 or 0x3299;

    private static bool IsKey(int rune) => rune is '#' or '*' or (>= '0' and <= '9');
}
