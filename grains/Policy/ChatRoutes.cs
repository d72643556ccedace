using System.Runtime.CompilerServices;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Routing;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Policy;

/// <summary>Which agent and session a chat belongs to, by one version of the configuration.</summary>
internal static class ChatRoutes
{
    private static readonly ConditionalWeakTable<ConfigDocument, RoutingRules> Compiled = [];

    /// <summary>The configuration's bindings in the form that policy routes by, made once a version.</summary>
    public static RoutingRules RulesOf(ConfigDocument document) => Compiled.GetValue(document, static made => new RoutingRules(
        [.. made.Agents.List.Select(static agent => agent.Id)],
        made.Agents.DefaultAgentId,
        [.. made.Bindings.Select(static binding => new AgentBinding(
            binding.AgentId,
            binding.Channel,
            binding.AccountId,
            binding.Peer is { } peer ? new PeerRef(peer.Kind, peer.Id) : null,
            binding.GuildId,
            binding.TeamId))],
        DmScopes.Parse(made.Session.DmScope),
        made.Session.IdentityLinks));

    /// <summary>The session that a message written in the chat would go to; null when it is not known where the chat is.</summary>
    public static string? SessionKeyOf(ConfigDocument document, ReplyTarget chat) => IsPlaceUnknown(chat) ? null : AgentRouter.Resolve(
        RulesOf(document),
        RequestOf(chat.Channel, chat.Account, chat.ChatKind, chat.ChatId, chat.ThreadId, chat.PersonId ?? PersonIn(chat), chat.SpaceId, chat.ParentChatId)).SessionKey;

    /// <summary>The sessions that a chat would belong to if it were bound to each of the other agents.</summary>
    public static IEnumerable<string> KeysOfOtherAgents(ConfigDocument document, string sessionKey) =>
        AgentSessionKey.Parse(sessionKey) is not { } own
            ? []
            : document.Agents.Ids.Where(id => id != own.AgentId).Select(id => $"agent:{id}:{own.Rest}");

    /// <summary>The chat as the guard between chats names it.</summary>
    public static ChatAddress AddressOf(ReplyTarget chat) => new(chat.Channel, chat.Account, chat.ChatId, chat.ThreadId);

    /// <summary>Whether two targets are one chat, however it is named.</summary>
    public static bool IsSameChat(ReplyTarget one, ReplyTarget other) =>
        (one.Channel, one.Account, one.ChatKind, one.ThreadId) == (other.Channel, other.Account, other.ChatKind, other.ThreadId)
        && (one.ChatId == other.ChatId || (one.ChatKind == ChatKind.Direct && PersonOf(one) == PersonOf(other)));

    /// <summary>What a chat is routed by, whether something was written in it or is to be.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="account">The account.</param>
    /// <param name="kind">What kind of chat it is.</param>
    /// <param name="chatId">The chat.</param>
    /// <param name="threadId">The topic in it; a group's topic is a peer of its own.</param>
    /// <param name="personId">Of a direct chat: who is at its other end; null when the chat's id says it.</param>
    /// <param name="spaceId">The guild.</param>
    /// <param name="parentChatId">Of a thread that is a chat: the chat it is in.</param>
    public static RouteRequest RequestOf(
        string channel, string account, ChatKind kind, string chatId, string? threadId, string? personId, string? spaceId, string? parentChatId) =>
        new(
            channel,
            account,
            kind switch
            {
                ChatKind.Direct => new PeerRef(PeerKinds.Dm, personId ?? chatId),
                ChatKind.Group => new PeerRef(PeerKinds.Group, WithTopic(chatId, threadId)),
                _ => new PeerRef(PeerKinds.Channel, WithTopic(chatId, threadId)),
            },
            spaceId,
            ParentPeer: parentChatId is null ? null : new PeerRef(PeerKinds.Channel, parentChatId));

    // Every channel of Discord is in a guild, and which agent it belongs to is a matter of guilds and threads.
    private static bool IsPlaceUnknown(ReplyTarget chat) => chat is { Channel: ChannelIds.Discord, ChatKind: ChatKind.Channel, SpaceId: null };

    private static string PersonOf(ReplyTarget direct) => direct.PersonId ?? PersonIn(direct) ?? direct.ChatId;

    /// <summary>The person, where a chat is named by who is at its other end.</summary>
    private static string? PersonIn(ReplyTarget chat) =>
        chat.ChatKind == ChatKind.Direct && chat.ChatId.StartsWith(ReplyTarget.PersonPrefix, StringComparison.Ordinal) ? chat.ChatId[ReplyTarget.PersonPrefix.Length..] : null;

    private static string WithTopic(string chatId, string? threadId) => threadId is null ? chatId : $"{chatId}:topic:{threadId}";
}
