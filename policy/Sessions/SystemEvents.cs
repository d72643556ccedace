namespace Moltbot.Policy.Sessions;

/// <summary>Lines that wait for a session's next prompt: what happened meanwhile (runtime.md §10).</summary>
public static class SystemEvents
{
    /// <summary>How many are kept; the oldest go first.</summary>
    public const int MaxKept = 20;

    /// <summary>The line to keep of an event; null when it says nothing, or the same as the last one that still waits.</summary>
    /// <param name="sessionKey">The session.</param>
    /// <param name="text">What happened; line breaks become blanks, so that nobody can add a line of his own.</param>
    /// <param name="last">The last line that still waits; null when none does.</param>
    /// <exception cref="ArgumentException">No session is named.</exception>
    public static string? LineToKeep(string? sessionKey, string text, string? last)
    {
        if (string.IsNullOrWhiteSpace(sessionKey))
        {
            throw new ArgumentException("system events require a sessionKey");
        }

        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length == 0 || line == last ? null : line;
    }
}
