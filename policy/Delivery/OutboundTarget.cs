using Moltbot.Policy.Channels;
using Moltbot.Policy.Delivery.Targets;

namespace Moltbot.Policy.Delivery;

/// <summary>Whom a message goes to on a channel, before any platform is asked: the recipient, or what is wrong.</summary>
/// <param name="To">The recipient as the platform is told; null when there is none.</param>
/// <param name="Problem">Why there is none, with what is wanted instead; null when there is one.</param>
public sealed record OutboundTarget(string? To, string? Problem)
{
    /// <summary>Chooses.</summary>
    /// <param name="channel">The channel's id.</param>
    /// <param name="to">The recipient as given; blank for none.</param>
    /// <param name="allowFrom">The channel's configured list; on WhatsApp its first number stands in for a missing recipient.</param>
    /// <param name="isImplicit">Whether nobody named the recipient for this message: then it has to be on the list, where there is one.</param>
    public static OutboundTarget Resolve(string channel, string? to, IReadOnlyList<string>? allowFrom = null, bool isImplicit = false)
    {
        string wanted = (to ?? "").Trim();
        return channel switch
        {
            ChannelIds.WebChat => Refused(
                "Delivering to WebChat is not supported via `openclaw agent`; use WhatsApp/Telegram or run with --deliver=false."),
            ChannelIds.WhatsApp => WhatsApp(wanted, allowFrom ?? [], isImplicit),
            _ when wanted.Length > 0 => new OutboundTarget(wanted, null),
            ChannelIds.Telegram => Missing("Telegram", "<chatId>"),
            _ => Missing(channel, "<chat>"),
        };
    }

    private static OutboundTarget WhatsApp(string wanted, IReadOnlyList<string> allowFrom, bool isImplicit)
    {
        List<string> numbers = [.. allowFrom.Select(WhatsAppTarget.Normalize).OfType<string>()];
        string? target = WhatsAppTarget.Normalize(wanted);
        bool mayStandIn = wanted.Length == 0 || isImplicit;
        if (target is null)
        {
            return mayStandIn && numbers is [var first, ..]
                ? new OutboundTarget(first, null)
                : Missing("WhatsApp", "<E.164|group JID> or channels.whatsapp.allowFrom[0]");
        }

        bool isFree = !isImplicit || WhatsAppTarget.IsGroup(target) || numbers.Count == 0 || allowFrom.Any(static each => each.Trim() == "*");
        return new OutboundTarget(isFree || numbers.Contains(target, StringComparer.Ordinal) ? target : numbers[0], null);
    }

    private static OutboundTarget Missing(string name, string wanted) => Refused($"Delivering to {name} requires target {wanted}");

    private static OutboundTarget Refused(string problem) => new(null, problem);
}
