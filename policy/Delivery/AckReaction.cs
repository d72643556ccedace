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
}
