using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery.Targets;

namespace Moltbot.Policy.Delivery;

/// <summary>Whether a run that belongs to one chat may write to another (<c>tools.message</c>, security.md §12).</summary>
/// <param name="AllowWithinProvider">Whether other chats of the same channel are allowed.</param>
/// <param name="AllowAcrossProviders">Whether other channels are.</param>
public sealed record CrossContextPolicy(bool AllowWithinProvider = true, bool AllowAcrossProviders = false)
{
    private static readonly string[] Guarded = ["send", "poll", "thread-create", "thread-reply", "sticker"];

    /// <summary>Reads <c>tools.message</c>; the old <c>allowCrossContextSend</c> allows everything.</summary>
    /// <param name="message">The section; may be absent.</param>
    /// <param name="withinProvider">What holds for other chats of the same channel where the section says nothing.</param>
    public static CrossContextPolicy From(ConfigSection message, bool withinProvider = true)
    {
        var crossContext = message.Section("crossContext");
        return message.Bool("allowCrossContextSend") == true
            ? new CrossContextPolicy(AllowWithinProvider: true, AllowAcrossProviders: true)
            : new CrossContextPolicy(crossContext.Bool("allowWithinProvider") ?? withinProvider, crossContext.Bool("allowAcrossProviders") == true);
    }

    /// <summary>Why an action is refused; null when it is allowed.</summary>
    /// <param name="action">What the run wants to do.</param>
    /// <param name="channel">The channel it wants to do it on.</param>
    /// <param name="target">The chat it wants to do it in; null = none named.</param>
    /// <param name="currentChannel">The channel the run belongs to; null = unknown.</param>
    /// <param name="currentTarget">The chat the run belongs to; null = none, then it is free.</param>
    public string? RefusalOf(string action, string channel, string? target, string? currentChannel, string? currentTarget)
    {
        var current = currentTarget?.Trim();
        if (string.IsNullOrEmpty(current) || !Guarded.Contains(action, StringComparer.Ordinal))
        {
            return null;
        }

        if (!string.IsNullOrEmpty(currentChannel) && currentChannel != channel)
        {
            return AllowAcrossProviders
                ? null
                : $"Cross-context messaging denied: action={action} target provider \"{channel}\" while bound to \"{currentChannel}\".";
        }

        var isElsewhere = !string.IsNullOrEmpty(target) && ComparableTarget.Of(channel, target) != ComparableTarget.Of(channel, current);
        return AllowWithinProvider || !isElsewhere
            ? null
            : $"Cross-context messaging denied: action={action} target=\"{target}\" while bound to \"{current}\" (channel={channel}).";
    }

    /// <summary>
    /// Why an action of a run that is bound to a chat is refused in another; null when it is allowed. Another account's chat is another,
    /// and so is another topic: other people read it, and others may write there.
    /// </summary>
    /// <param name="action">What the run wants to do.</param>
    /// <param name="wanted">The chat it wants to do it in.</param>
    /// <param name="bound">The chat the run belongs to.</param>
    public string? RefusalOf(string action, ChatAddress wanted, ChatAddress bound) =>
        RefusalOf(action, wanted.Channel, wanted.ChatId, bound.Channel, bound.ChatId) is { } refusal ? refusal
        : AllowWithinProvider || wanted.Channel != bound.Channel ? null
        : bound.Account.Length > 0 && bound.Account != wanted.Account
            ? $"Cross-context messaging denied: action={action} account=\"{wanted.Account}\" while bound to \"{bound.Account}\" (channel={bound.Channel})."
        : bound.ThreadId != wanted.ThreadId
            ? $"Cross-context messaging denied: action={action} target=\"{wanted}\" while bound to \"{bound}\" (channel={bound.Channel})."
        : null;

    /// <summary>Which argument of an action names its chat: thread actions name the room first.</summary>
    public static bool NamesRoomFirst(string action) => action is "thread-reply" or "thread-create";
}
