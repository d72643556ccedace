namespace Moltbot.Protocol.Methods.Channels;

/// <summary>What an account has to send, and what became of what it sent lately. Our own; the original keeps nothing of it.</summary>
public sealed record ChannelOutbox
{
    /// <summary>Wait or are being sent.</summary>
    public required long Queued { get; init; }

    /// <summary>The platform refused them.</summary>
    public required long Failed { get; init; }

    /// <summary>Nobody knows whether they arrived; they are not sent again.</summary>
    public required long Unknown { get; init; }

    /// <summary>Since when the oldest of those is unknown, epoch milliseconds.</summary>
    public long? OldestUnknownAt { get; init; }
}
