using System.Text;
using Moltbot.Policy.Exec.Text;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>Characters that a person does not see and a model reads.</summary>
internal static class HiddenText
{
    private const int Joiner = 0x200d;
    private const int Variation = 0xfe0f;
    private const int IdeographicSpace = 0x3000;

    public static void Find(ScannedFile file)
    {
        for (var line = 0; line < file.Lines.Count; line++)
        {
            Rune[] runes = [.. file.Lines[line].EnumerateRunes()];
            for (var i = 0; i < runes.Length; i++)
            {
                if (runes[i].Value is '\t' or IdeographicSpace || !HostileText.Hides(runes[i]) || IsOfEmoji(runes, i))
                {
                    continue;
                }

                file.Add(
                    Rune.IsWhiteSpace(runes[i]) ? SkillSeverity.Warning : SkillSeverity.Danger, "text.hidden", line + 1,
                    $"a character that is not seen, U+{runes[i].Value:X4}: {file.Lines[line]}");
                break;
            }
        }
    }

    /// <summary>What joins and colours pictures stands behind one.</summary>
    private static bool IsOfEmoji(Rune[] runes, int place) =>
        runes[place].Value is Joiner or Variation && place > 0 && IsPicture(runes[place - 1])
        && (runes[place].Value == Variation || (place + 1 < runes.Length && IsPicture(runes[place + 1])));

    private static bool IsPicture(Rune rune) => rune.Value is Variation or '#' or '*' or (>= '0' and <= '9') or (>= 0x2190 and <= 0x2bff) or (>= 0x1f000 and <= 0x1faff) or 0xa9 or 0xae or 0x203c or 0x2049 or 0x2122 or 0x2139;
}
