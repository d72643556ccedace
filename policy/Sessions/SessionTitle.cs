using System.Globalization;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Sessions;

/// <summary>The title a list shows for a session that has no label.</summary>
public static class SessionTitle
{
    private const int MaxLength = 60;

    /// <param name="displayName">The session's own name.</param>
    /// <param name="subject">The group's title.</param>
    /// <param name="firstUserMessage">The first message, cut at a word.</param>
    /// <param name="sessionId">Used, with the day of the last update, when there is nothing else.</param>
    /// <param name="updatedAt">The last update.</param>
    public static string? Derive(
        string? displayName, string? subject, string? firstUserMessage, string? sessionId, DateTimeOffset? updatedAt)
    {
        if (displayName?.Trim() is { Length: > 0 } name)
        {
            return name;
        }

        if (subject?.Trim() is { Length: > 0 } title)
        {
            return title;
        }

        if (firstUserMessage?.Trim() is { Length: > 0 } message)
        {
            return Cut(CharacterRuns.OneBlank(message));
        }

        if (string.IsNullOrEmpty(sessionId))
        {
            return null;
        }

        var prefix = sessionId.Length > 8 ? sessionId[..8] : sessionId;
        return updatedAt is { } at && at > DateTimeOffset.UnixEpoch
            ? $"{prefix} ({at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})"
            : prefix;
    }

    private static string Cut(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var cut = text[..(MaxLength - 1)];
        var space = cut.LastIndexOf(' ');
        return (space > MaxLength * 0.6 ? cut[..space] : cut) + "…";
    }
}
