namespace Moltbot.Policy.Queue;

/// <summary>What tells one inbound message from another (runtime.md §5).</summary>
/// <param name="Channel">The channel.</param>
/// <param name="AccountId">The account.</param>
/// <param name="SessionKey">The session.</param>
/// <param name="PeerId">The chat.</param>
/// <param name="ThreadId">The thread.</param>
/// <param name="MessageId">The platform's id of the message.</param>
public sealed record InboundDedupeKey(
    string? Channel, string? AccountId, string? SessionKey, string? PeerId, string? ThreadId, string? MessageId)
{
    /// <summary>How long a message is remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);

    /// <summary>How many are.</summary>
    public const int MaxEntries = 5_000;

    /// <summary>The key; null when channel, peer or message id is missing, since such messages cannot be told apart.</summary>
    public string? ToKey()
    {
        var channel = (Channel ?? "").Trim().ToLowerInvariant();
        var messageId = (MessageId ?? "").Trim();
        if (channel.Length == 0 || messageId.Length == 0 || string.IsNullOrWhiteSpace(PeerId))
        {
            return null;
        }

        string?[] parts = [channel, AccountId?.Trim(), SessionKey?.Trim(), PeerId.Trim(), ThreadId?.Trim(), messageId];
        return string.Join('|', parts.Where(part => !string.IsNullOrEmpty(part)));
    }
}
