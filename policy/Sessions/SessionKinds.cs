namespace Moltbot.Policy.Sessions;

/// <summary>The kind a session has in lists: <c>direct</c>, <c>group</c>, <c>global</c> or <c>unknown</c>.</summary>
public static class SessionKinds
{
    /// <param name="sessionKey">The stored key.</param>
    /// <param name="chatType">The chat type its entry carries, if any.</param>
    public static string Of(string sessionKey, string? chatType)
    {
        if (sessionKey is SessionKeys.Global or SessionKeys.Unknown)
        {
            return sessionKey;
        }

        var isGroup = chatType is PeerKinds.Group or PeerKinds.Channel
            || sessionKey.Contains(":group:", StringComparison.Ordinal)
            || sessionKey.Contains(":channel:", StringComparison.Ordinal);
        return isGroup ? "group" : "direct";
    }
}
