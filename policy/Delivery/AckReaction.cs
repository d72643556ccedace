namespace Moltbot.Policy.Delivery;

/// <summary>Whether a message is acknowledged by a reaction as soon as it is seen (<c>messages.ackReactionScope</c>).</summary>
/// <param name="IsDirect">Whether it came in a direct chat.</param>
/// <param name="IsGroup">Whether it came in a group.</param>
/// <param name="IsMentionableGroup">Whether the group knows mentions.</param>
/// <param name="RequireMention">Whether a mention is needed there.</param>
/// <param name="CanDetectMention">Whether one can be told.</param>
/// <param name="WasMentioned">Whether it counts as one.</param>
/// <param name="Bypassed">Whether it passed as a command.</param>
public sealed record AckReaction(
    bool IsDirect, bool IsGroup, bool IsMentionableGroup, bool RequireMention, bool CanDetectMention, bool WasMentioned,
    bool Bypassed = false)
{
    /// <param name="scope"><c>group-mentions</c> (default), <c>group-all</c>, <c>direct</c>, <c>all</c> or <c>off</c>.</param>
    public bool IsDue(string? scope) => (scope ?? "group-mentions") switch
    {
        "all" => true,
        "direct" => IsDirect,
        "group-all" => IsGroup,
        "group-mentions" => IsMentionableGroup && RequireMention && CanDetectMention && (WasMentioned || Bypassed),
        _ => false,
    };

    /// <summary>WhatsApp has settings of its own: direct messages and groups apart (<c>channels.whatsapp.ackReaction</c>).</summary>
    /// <param name="emoji">The reaction; empty = none.</param>
    /// <param name="direct">Whether direct messages are acknowledged.</param>
    /// <param name="groupMode"><c>always</c>, <c>mentions</c> or <c>never</c>.</param>
    /// <param name="isActivated">Whether the group is set to answer without a mention.</param>
    public bool IsDueOnWhatsApp(string? emoji, bool direct, string? groupMode, bool isActivated) =>
        !string.IsNullOrEmpty(emoji) && (IsDirect ? direct : IsGroup && groupMode switch
        {
            "never" => false,
            "always" => true,
            _ => WasMentioned || isActivated,
        });
}
