using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Groups.Guilds;
using Moltbot.Policy.Access.Pairing;

namespace Moltbot.Policy.Access.Admission;

/// <summary>The access part of one channel account's configuration, resolved; the defaults let nobody in.</summary>
/// <param name="Dm">What happens to direct messages of strangers.</param>
/// <param name="AllowFrom">The configured senders.</param>
/// <param name="Approved">The senders approved by code; they count for direct chats only.</param>
/// <param name="Group">Which group messages are looked at.</param>
/// <param name="GroupAllowFrom">The configured group senders; null falls back to <paramref name="AllowFrom"/>.</param>
/// <param name="Groups">The groups.</param>
/// <param name="RequireMention">What the session's <c>/activation</c> set; it wins over the groups' rules.</param>
/// <param name="UseAccessGroups">Whether commands need a list that names their sender.</param>
/// <param name="Ungated">What holds for commands otherwise.</param>
/// <param name="AllowTextCommands">Whether commands may be given as text.</param>
/// <param name="Guilds">The guilds, on a platform that has them; they take the place of <paramref name="Groups"/>.</param>
/// <param name="GroupChats">There: the group chats outside guilds.</param>
/// <param name="AllowBots">Whether other bots are listened to.</param>
public sealed record AccessRules(
    DmPolicy Dm,
    IReadOnlyList<string> AllowFrom,
    ApprovedSenders Approved,
    GroupPolicy Group,
    IReadOnlyList<string>? GroupAllowFrom,
    GroupMap Groups,
    bool? RequireMention = null,
    bool UseAccessGroups = true,
    UngatedCommands Ungated = UngatedCommands.Allow,
    bool AllowTextCommands = true,
    GuildMap? Guilds = null,
    GroupChatRule? GroupChats = null,
    bool AllowBots = false);
