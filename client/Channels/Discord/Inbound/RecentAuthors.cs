using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>
/// Who wrote the last messages: Discord tells that a message is gone, not whose it was. A message that is not known here any more was
/// read long ago.
/// </summary>
internal sealed class RecentAuthors
{
    /// <summary>Arbitrary: far more than wait to be answered.</summary>
    private const int Remembered = 5000;

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

    public InboundSender? Of(string messageId) => authors.GetValueOrDefault(messageId);
}
