using System.Text.RegularExpressions;

namespace Moltbot.Policy.Envelopes;

/// <summary>Takes envelopes off again, for people to read what was written (<c>chat.history</c>).</summary>
public static partial class EnvelopeRemoval
{
    private static readonly string[] Channels =
    [
        "WebChat", "WhatsApp", "Telegram", "Signal", "Slack", "Discord", "Google Chat", "iMessage", "Teams", "Matrix", "Zalo",
        "BlueBubbles",
    ];

    /// <summary>What a person wrote, without what was put around it for the model.</summary>
    public static string Shown(string text) => StripMessageIds(Strip(text));

    /// <summary>The text without an envelope in front: brackets that name a channel we know, or a time.</summary>
    public static string Strip(string text)
    {
        var match = Header().Match(text);
        return match.Success && IsEnvelope(match.Groups["header"].Value) ? text[match.Length..] : text;
    }

    /// <summary>The text without lines that only say <c>[message_id: …]</c>.</summary>
    public static string StripMessageIds(string text)
    {
        if (!text.Contains("[message_id:", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var lines = text.Split('\n');
        var kept = lines.Where(line => !MessageId().IsMatch(line)).ToList();
        return kept.Count == lines.Length ? text : string.Join('\n', kept.Select(line => line.TrimEnd('\r')));
    }

    private static bool IsEnvelope(string header) =>
        Time().IsMatch(header) || Array.Exists(Channels, channel => header.StartsWith(channel + " ", StringComparison.Ordinal));

    [GeneratedRegex(@"\A\[(?<header>[^\]]+)\]\s*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Header();

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}Z| [0-9]{2}:[0-9]{2})($|\W)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Time();

    [GeneratedRegex(@"\A\s*\[message_id:\s*[^\]]+\]\s*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MessageId();
}
