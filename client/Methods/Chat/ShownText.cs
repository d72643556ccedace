using System.Text.RegularExpressions;

namespace Moltbot.Gateway.Methods.Chat;

/// <summary>
/// What a person wrote, without what was put around it for the model: the envelope or timestamp in front and the lines that name
/// the message.
/// </summary>
internal static partial class ShownText
{
    private static readonly string[] Surfaces =
    [
        "WebChat", "WhatsApp", "Telegram", "Signal", "Slack", "Discord", "Google Chat", "iMessage", "Teams", "Matrix", "Zalo",
        "Zalo Personal", "BlueBubbles",
    ];

    public static string Of(string text) => WithoutMessageIds(WithoutEnvelope(text));

    public static string WithoutEnvelope(string text)
    {
        if (!text.StartsWith('['))
        {
            return text;
        }

        int end = text.IndexOf(']', StringComparison.Ordinal);
        return end > 1 && IsEnvelope(text.AsSpan(1, end - 1)) ? text[(end + 1)..].TrimStart() : text;
    }

    private static string WithoutMessageIds(string text)
    {
        if (!text.Contains("[message_id:", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        string[] kept = [.. lines.Where(line => !IsMessageId(line))];
        return kept.Length == lines.Length ? text : string.Join('\n', kept);
    }

    private static bool IsMessageId(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().Trim();
        return text.StartsWith("[message_id:", StringComparison.OrdinalIgnoreCase)
            && text.IndexOf(']') == text.Length - 1
            && text["[message_id:".Length..^1].Trim().Length > 0;
    }

    private static bool IsEnvelope(ReadOnlySpan<char> header)
    {
        foreach (string surface in Surfaces)
        {
            if (header.Length > surface.Length && header[surface.Length] == ' ' && header.StartsWith(surface, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return Moment().IsMatch(header);
    }

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}Z| [0-9]{2}:[0-9]{2})\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Moment();
}
