using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>
/// Who wrote the last messages: Discord tells that a message is gone, not whose it was. Of messages from before this connection the account
/// may know it, as long as they wait.
/// </summary>
internal sealed class RecentAuthors(TimeProvider time)
{
    /// <summary>Arbitrary: far more than wait to be answered.</summary>
    private const int Remembered = 5000;

    /// <summary>How long a message may wait for its answer. Arbitrary: longer than anybody waits.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>By how much Discord's clock and ours may differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset began = time.GetUtcNow();
    private readonly Dictionary<string, InboundSender> authors = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public void Note(InboundMessage message)
    {
        if (message is { Kind: InboundKind.Message, MessageId: { } id, Sender: { } sender } && authors.TryAdd(id, sender))
        {
            order.Enqueue(id);
            if (order.Count > Remembered)
            {
                authors.Remove(order.Dequeue());
            }
        }
    }

    /// <summary>Whether a message may wait to be answered: it came by this connection, or before it began.</summary>
    public bool MayWait(string messageId) =>
        authors.ContainsKey(messageId)
        || (DateTimeOffset.FromUnixTimeMilliseconds(EventTime.OfId(messageId)) is var written && written < began + Skew && written > began - LongestWait);

    public InboundSender? Of(string messageId) => authors.GetValueOrDefault(messageId);
}
