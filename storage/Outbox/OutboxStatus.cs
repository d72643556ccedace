namespace Moltbot.Storage.Outbox;

/// <summary>Where an outgoing message stands.</summary>
public enum OutboxStatus
{
    /// <summary>Waits for its turn or for its retry time.</summary>
    Pending = 0,

    /// <summary>Being sent by the holder of its fencing token.</summary>
    Claimed = 1,

    /// <summary>Accepted by the platform.</summary>
    Sent = 2,

    /// <summary>Refused for good.</summary>
    Failed = 3,

    /// <summary>The sender died or lost the connection in between; it may have arrived. Never repeated without a person's word.</summary>
    Unknown = 4,
}
