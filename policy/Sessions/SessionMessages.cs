namespace Moltbot.Policy.Sessions;

/// <summary>To which of the sessions that it may read a session sends a message.</summary>
public static class SessionMessages
{
    /// <summary>Why it may not; null when it may.</summary>
    /// <param name="from">The session that sends; canonical like all of them.</param>
    /// <param name="causes">
    /// The sessions whose turns led to the one that sends. One of them may be waiting for this turn, and its answer is what it gets: a message back would
    /// wait for itself, or go round for ever.
    /// </param>
    /// <param name="to">The session that it is for.</param>
    public static string? RefusalOf(string from, IEnumerable<string> causes, string to) =>
        to == from ? "a session sends no messages to itself"
        : causes.Contains(to, StringComparer.Ordinal) ? "a message of that session led to this turn: your answer is what it gets"
        : null;
}
