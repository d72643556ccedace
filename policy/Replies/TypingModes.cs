namespace Moltbot.Policy.Replies;

/// <summary>When the typing sign starts: <c>instant</c>, <c>thinking</c>, <c>message</c> or <c>never</c>.</summary>
public static class TypingModes
{
    /// <param name="configured">What the configuration says; it wins, but never over a heartbeat.</param>
    /// <param name="isGroup">Whether the message came from a group.</param>
    /// <param name="wasMentioned">Whether it named the assistant.</param>
    /// <param name="isHeartbeat">Whether nobody wrote at all.</param>
    public static string Resolve(string? configured, bool isGroup, bool wasMentioned, bool isHeartbeat) =>
        isHeartbeat ? "never" : configured ?? (!isGroup || wasMentioned ? "instant" : "message");
}
