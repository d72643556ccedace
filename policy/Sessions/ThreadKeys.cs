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
        var cut = Markers.Max(marker => raw.LastIndexOf(marker, StringComparison.OrdinalIgnoreCase));
        var parent = cut <= 0 ? "" : raw[..cut].Trim();
        return parent.Length == 0 ? null : parent;
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
}
