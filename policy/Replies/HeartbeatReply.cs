using System.Text.RegularExpressions;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Replies;

/// <summary>The answer to a heartbeat: <c>HEARTBEAT_OK</c> means that nothing needs attention.</summary>
/// <param name="ShouldSkip">Whether there is nothing to send.</param>
/// <param name="Text">What is left to send.</param>
/// <param name="DidStrip">Whether the word was found at an edge and taken off.</param>
public sealed partial record HeartbeatReply(bool ShouldSkip, string Text, bool DidStrip)
{
    public const string Token = "HEARTBEAT_OK";

    /// <summary>Beside the word, this many characters are still no message.</summary>
    public const int DefaultMaxAckChars = 300;

    /// <param name="raw">The model's text.</param>
    /// <param name="isHeartbeat">Whether it answers a heartbeat; in other turns the word is only taken off.</param>
    /// <param name="maxAckChars">See <see cref="DefaultMaxAckChars"/>.</param>
    public static HeartbeatReply Strip(string? raw, bool isHeartbeat, double maxAckChars = DefaultMaxAckChars)
    {
        var trimmed = (raw ?? "").Trim();
        if (trimmed.Length == 0)
        {
            return new HeartbeatReply(true, "", false);
        }

        var plain = StripMarkup(trimmed);
        var fromOriginal = StripEdges(trimmed);
        var picked = fromOriginal is { DidStrip: true, Text.Length: > 0 } ? fromOriginal : StripEdges(plain);
        if (!picked.DidStrip)
        {
            return new HeartbeatReply(false, trimmed, false);
        }

        var isAck = picked.Text.Length == 0 || (isHeartbeat && picked.Text.Length <= Math.Max(0, maxAckChars));
        return isAck ? new HeartbeatReply(true, "", true) : new HeartbeatReply(false, picked.Text, true);
    }

    /// <summary>Whether a HEARTBEAT.md asks for nothing: blank lines, headings and empty list items only.</summary>
    public static bool IsEffectivelyEmpty(string? content) =>
        content is not null && content.Split('\n').Select(line => line.Trim())
            .All(line => line.Length == 0 || Heading().IsMatch(line) || EmptyItem().IsMatch(line));

    private static (string Text, bool DidStrip) StripEdges(string raw)
    {
        var text = raw.Trim();
        if (!text.Contains(Token, StringComparison.Ordinal))
        {
            return (text, false);
        }

        var didStrip = false;
        while (true)
        {
            if (text.StartsWith(Token, StringComparison.Ordinal))
            {
                text = text[Token.Length..].Trim();
            }
            else if (text.EndsWith(Token, StringComparison.Ordinal))
            {
                text = text[..^Token.Length].Trim();
            }
            else
            {
                return (CharacterRuns.OneBlank(text).Trim(), didStrip);
            }

            didStrip = true;
        }
    }

    private static string StripMarkup(string text)
    {
        var plain = Tag().Replace(text, " ").Replace("&nbsp;", " ", StringComparison.OrdinalIgnoreCase);
        return plain.TrimStart('*', '`', '~', '_').TrimEnd('*', '`', '~', '_');
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A#+(\s|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\A[-*+]\s*(\[[\sXx]?\]\s*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex EmptyItem();
}
