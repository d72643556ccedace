using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Delivery;

/// <summary>Where answers of a session go.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="To">The chat.</param>
/// <param name="AccountId">The account.</param>
/// <param name="ThreadId">The thread.</param>
public sealed record DeliveryContext(string? Channel, string? To, string? AccountId, string? ThreadId)
{
    /// <summary>The context with its texts trimmed and its channel's id; null when it says nothing.</summary>
    public DeliveryContext? Normalize()
    {
        var normalized = new DeliveryContext(ChannelIds.Normalize(Channel), Trimmed(To), Trimmed(AccountId), Trimmed(ThreadId));
        return normalized == new DeliveryContext(null, null, null, null) ? null : normalized;
    }

    /// <summary>A key for places that are the same; null when channel or chat is missing.</summary>
    public string? Key() =>
        Normalize() is { Channel: { } channel, To: { } to } place ? $"{channel}|{to}|{place.AccountId}|{place.ThreadId}" : null;

    /// <summary>The parts this one names, and the other's for those it does not.</summary>
    public DeliveryContext? Or(DeliveryContext? other) =>
        Normalize() is not { } own ? other?.Normalize()
        : other?.Normalize() is not { } fallback ? own
        : new DeliveryContext(
            own.Channel ?? fallback.Channel, own.To ?? fallback.To, own.AccountId ?? fallback.AccountId, own.ThreadId ?? fallback.ThreadId);

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
