using System.Globalization;
using System.Text;
using Moltbot.Policy.Values;

namespace Moltbot.Gateway.Channels.Inbound;

/// <summary>Bounds what strangers write, whatever a server lets through.</summary>
internal static class ForeignText
{
    /// <summary>Twice the longest message that a platform here takes, in UTF-16 units.</summary>
    public const int MaxBody = 8192;

    /// <summary>Far above Telegram's limits of names and titles (64 to 128).</summary>
    public const int MaxLabel = 256;

    /// <summary>A message's text: cut between characters, without NUL, which no store keeps.</summary>
    public static string Body(string? text) => TextPrefix.Of((text ?? "").Replace("\0", "", StringComparison.Ordinal), MaxBody);

    /// <summary>A name or title: one line, without characters that act instead of being seen (K3); null when nothing is left.</summary>
    public static string? Label(string? text)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (IsVisible(rune))
            {
                clean.Append(rune.ToString());
            }

            if (clean.Length >= MaxLabel)
            {
                break;
            }
        }

        return TextPrefix.Of(clean.ToString().Trim(), MaxLabel) is { Length: > 0 } label ? label : null;
    }

    /// <summary>Controls, line ends and marks of direction act on the text around them; the joiners stay, since scripts and emoji need them.</summary>
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Format => rune.Value is 0x200C or 0x200D,
        _ => true,
    };
}
