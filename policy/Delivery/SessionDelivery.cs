using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Delivery;

/// <summary>Where something goes that a session sends out of turn: a heartbeat, a scheduled run, a command line's answer.</summary>
/// <param name="Channel">The channel; null = nowhere.</param>
/// <param name="To">The chat; null = not known.</param>
/// <param name="AccountId">The account.</param>
/// <param name="ThreadId">The thread.</param>
/// <param name="IsExplicit">Whether the chat was named.</param>
/// <param name="Last">Where the session was last spoken to, if that place can be written to.</param>
public sealed record SessionDelivery(
    string? Channel, string? To, string? AccountId, string? ThreadId, bool IsExplicit, DeliveryContext Last)
{
    private const string LastChannel = "last";

    /// <summary>Chooses.</summary>
    /// <param name="session">Where the session was last spoken to; null = nowhere yet.</param>
    /// <param name="request">What was asked for.</param>
    public static SessionDelivery Resolve(DeliveryContext? session, SessionDeliveryRequest request)
    {
        var known = session?.Normalize() ?? new DeliveryContext(null, null, null, null);
        var last = known with { Channel = Deliverable(known.Channel) };
        var requested = request.Channel ?? LastChannel;
        var channel = (requested == LastChannel ? last.Channel : Deliverable(ChannelIds.Normalize(requested))) ?? Deliverable(request.FallbackChannel);
        var named = string.IsNullOrWhiteSpace(request.To) ? null : request.To.Trim();
        var isLast = channel is not null && channel == last.Channel;
        return new SessionDelivery(
            channel,
            named ?? (isLast || request.AllowMismatchedLastTo ? last.To : null),
            isLast ? last.AccountId : null,
            string.IsNullOrEmpty(request.ThreadId) ? isLast ? last.ThreadId : null : request.ThreadId,
            named is not null,
            last);
    }

    private static string? Deliverable(string? channel) =>
        channel is not null && ChannelIds.Deliverable.Contains(channel, StringComparer.Ordinal) ? channel : null;
}
