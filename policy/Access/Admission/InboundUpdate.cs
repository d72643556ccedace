using Moltbot.Policy.Access.Groups.Guilds;
using Moltbot.Policy.Access.Mentions;

namespace Moltbot.Policy.Access.Admission;

/// <summary>An update, as far as admission looks at it.</summary>
/// <param name="Channel">The channel id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsGroup">Whether it comes from anything but a direct chat.</param>
/// <param name="Sender">Who sent it; an id of a group is never one of a sender (attack C4).</param>
/// <param name="GroupId">The group; null for a direct chat.</param>
/// <param name="TopicId">The forum topic or thread in the group.</param>
/// <param name="IsOwn">Whether our own account sent it.</param>
/// <param name="Mentions">What is known about mentions.</param>
/// <param name="IsControlCommand">Whether its text is a control command.</param>
/// <param name="Place">Where it comes from, on a platform that has guilds; null for a direct chat.</param>
/// <param name="IsBot">Whether a bot or a webhook sent it.</param>
public sealed record InboundUpdate(
    string Channel,
    UpdateKind Kind,
    bool IsGroup,
    SenderIdentity Sender,
    string? GroupId,
    string? TopicId,
    bool IsOwn,
    MentionFacts Mentions,
    bool IsControlCommand,
    GuildPlace? Place = null,
    bool IsBot = false);
