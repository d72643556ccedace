namespace Moltbot.Policy.Sessions;

/// <summary>Session keys of threads and forum topics.</summary>
public static class ThreadKeys
{
    private static readonly string[] Markers = [":thread:", ":topic:"];

    /// <summary>Whether the key is a thread's or a topic's.</summary>
    public static bool IsThread(string? sessionKey) =>
        sessionKey is not null && Markers.Any(marker => sessionKey.Contains(marker, StringComparison.OrdinalIgnoreCase));

    /// <summary>The key of the conversation a thread hangs on: cut at the last marker; null when there is none.</summary>
    public static string? ParentOf(string? sessionKey)
    {
        var raw = (sessionKey ?? "").Trim();
        var parent = LastMarker(raw) is (> 0 and var at, _) ? raw[..at].Trim() : "";
        return parent.Length == 0 ? null : parent;
    }

    /// <summary>The thread's or topic's id, what follows the last marker; null when there is none.</summary>
    public static string? ThreadOf(string? sessionKey)
    {
        var raw = (sessionKey ?? "").Trim();
        var thread = LastMarker(raw) is (> 0 and var at, var length) ? raw[(at + length)..].Trim() : "";
        return thread.Length == 0 ? null : thread;
    }

    /// <summary>The key of a thread in a conversation; the conversation's own key when there is no thread.</summary>
    /// <param name="baseKey">The conversation's key.</param>
    /// <param name="threadId">The platform's thread id.</param>
    /// <param name="useSuffix">False where the base key already names the thread.</param>
    public static string Build(string baseKey, string? threadId, bool useSuffix = true)
    {
        var id = SessionKeys.Lowered(threadId);
        return id.Length == 0 || !useSuffix ? baseKey : $"{baseKey}:thread:{id}";
    }

    private static (int At, int Length) LastMarker(string key) => Markers
        .Select(marker => (At: key.LastIndexOf(marker, StringComparison.OrdinalIgnoreCase), marker.Length))
        .MaxBy(static found => found.At);
}
