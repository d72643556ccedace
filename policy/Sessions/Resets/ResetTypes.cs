namespace Moltbot.Policy.Sessions.Resets;

/// <summary>Finds the <see cref="ResetType"/> of a session.</summary>
public static class ResetTypes
{
    /// <param name="sessionKey">The session's key; it may name a group or a thread.</param>
    /// <param name="isGroup">Whether the message came from a group.</param>
    /// <param name="isThread">Whether it came from a thread.</param>
    public static ResetType Of(string? sessionKey, bool isGroup = false, bool isThread = false)
    {
        if (isThread || ThreadKeys.IsThread(sessionKey))
        {
            return ResetType.Thread;
        }

        var key = sessionKey ?? "";
        return isGroup
            || key.Contains(":group:", StringComparison.OrdinalIgnoreCase)
            || key.Contains(":channel:", StringComparison.OrdinalIgnoreCase)
            ? ResetType.Group
            : ResetType.Dm;
    }

    /// <summary>Whether a message belongs to a thread, by any of the signs a platform may give.</summary>
    public static bool IsThread(
        string? sessionKey, string? messageThreadId, string? threadLabel, string? threadStarterBody, string? parentSessionKey) =>
        messageThreadId is not null
        || !string.IsNullOrWhiteSpace(threadLabel)
        || !string.IsNullOrWhiteSpace(threadStarterBody)
        || !string.IsNullOrWhiteSpace(parentSessionKey)
        || ThreadKeys.IsThread(sessionKey);
}
