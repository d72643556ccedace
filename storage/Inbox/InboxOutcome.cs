namespace Moltbot.Storage.Inbox;

/// <summary>What became of an update that was offered.</summary>
public enum InboxOutcome
{
    /// <summary>Committed; it may be acknowledged to the platform.</summary>
    Stored,

    /// <summary>Seen before, pending or done; acknowledge it and do nothing else.</summary>
    Duplicate,
}
