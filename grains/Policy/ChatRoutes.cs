using System.Runtime.CompilerServices;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Routing;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Policy;

/// <summary>Which agent and session a chat belongs to, by one version of the configuration.</summary>
internal static class ChatRoutes
{
    private const string UserPrefix = "user:";

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

    /// <summary>The session that a message written in the chat would go to.</summary>
    public static string SessionKeyOf(ConfigDocument document, ReplyTarget chat) => AgentRouter.Resolve(
        RulesOf(document), new RouteRequest(chat.Channel, chat.Account, PeerOf(chat.ChatKind, PersonIn(chat) ?? chat.ChatId, chat.ThreadId))).SessionKey;

    /// <summary>The peer at the other end of a chat; a group's topic is a peer of its own.</summary>
    public static PeerRef PeerOf(ChatKind kind, string chatId, string? threadId) => kind switch
    {
        ChatKind.Direct => new PeerRef(PeerKinds.Dm, chatId),
        ChatKind.Group => new PeerRef(PeerKinds.Group, WithTopic(chatId, threadId)),
        _ => new PeerRef(PeerKinds.Channel, WithTopic(chatId, threadId)),
    };

    /// <summary>The person, where a chat is named by who is at its other end.</summary>
    private static string? PersonIn(ReplyTarget chat) =>
        chat.ChatKind == ChatKind.Direct && chat.ChatId.StartsWith(UserPrefix, StringComparison.Ordinal) ? chat.ChatId[UserPrefix.Length..] : null;

    private static string WithTopic(string chatId, string? threadId) => threadId is null ? chatId : $"{chatId}:topic:{threadId}";
}
