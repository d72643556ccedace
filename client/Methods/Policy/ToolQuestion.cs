using Moltbot.Gateway.Methods.Channels;
using Moltbot.Gateway.Methods.Models;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Policy;

namespace Moltbot.Gateway.Methods.Policy;

/// <summary>Which agent and which situation a request about tools means.</summary>
/// <param name="AgentId">The agent, one of the configured ones.</param>
/// <param name="Use">The situation; its session is always named.</param>
internal sealed record ToolQuestion(string AgentId, ToolUse Use)
{
    public static GatewayResult<ToolQuestion> Read(string method, ConfigDocument document, PolicyExplainParams wanted)
    {
        ChannelPlace? place = null;
        if (wanted.Channel is not null && !ChannelPlace.Find(document, wanted.Channel, wanted.AccountId).TryGet(out place, out GatewayError? unknown))
        {
            return unknown;
        }

        if (place is null && (wanted.GroupId is not null || wanted.AccountId is not null))
        {
            return GatewayError.InvalidParams(method, "a group or an account needs the channel that it is on");
        }

        string? agent = wanted.AgentId is null ? null : ConfigIds.Agent(wanted.AgentId);
        if (!Session(document, wanted, agent ?? document.Agents.DefaultAgentId, place).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        string owner = document.Agents.OfSession(key);
        if (wanted.SessionKey is not null && agent is not null && owner != agent && AgentSessionKey.Parse(key) is not null)
        {
            return GatewayError.InvalidParams(method, $"agent \"{wanted.AgentId}\" does not match session key agent \"{owner}\"");
        }

        agent ??= owner;
        if (!document.Agents.Ids.Contains(agent, StringComparer.Ordinal))
        {
            return GatewayError.InvalidParams(method, $"unknown agent id \"{wanted.AgentId ?? agent}\"");
        }

        string? parent = null;
        if (wanted.SpawnedBy is not null && !SessionAddress.Read(document, wanted.SpawnedBy).TryGet(out parent, out bad))
        {
            return bad;
        }

        ModelReference? model = wanted.Model is null
            ? null
            : ModelSelection.Aliases(document.Agents.Defaults).Resolve(wanted.Model, AgentModels.Of(document, agent).Provider)?.Model;
        if (wanted.Model is not null && model is null)
        {
            return GatewayError.InvalidParams(method, "at /model: a model is named provider/model");
        }

        return new ToolQuestion(agent, new ToolUse
        {
            SessionKey = key,
            SpawnedBy = parent,
            Provider = model?.Provider,
            Model = model?.Model,
            Channel = place?.Channel,
            Account = place?.Account,
            GroupId = wanted.GroupId,
            GroupSpace = wanted.GroupSpace,
            GroupChannel = wanted.GroupChannel,
            SenderId = wanted.SenderId,
            SenderUsername = wanted.SenderUsername,
            SenderName = wanted.SenderName,
            SenderPhone = wanted.SenderPhone,
        });
    }

    /// <summary>What kind of chat a channel's groups are, as session keys tell it.</summary>
    public static ChatKind KindOfGroups(string channel) =>
        channel is ChannelIds.Discord or ChannelIds.Slack ? ChatKind.Channel : ChatKind.Group;

    /// <summary>The session named, else the one that the chat leads to, else the agent's main one.</summary>
    private static GatewayResult<string> Session(ConfigDocument document, PolicyExplainParams wanted, string agent, ChannelPlace? place)
    {
        if (wanted.SessionKey is not null)
        {
            return SessionAddress.Read(document, wanted.SessionKey);
        }

        string kind = wanted.GroupId is null ? PeerKinds.Dm : KindOfGroups(place!.Channel) == ChatKind.Channel ? PeerKinds.Channel : PeerKinds.Group;
        string key = place is null
            ? SessionKeys.Main(agent, document.Session.MainKey)
            : PeerSessionKeys.Build(
                agent, new SessionPeer(place.Channel, place.Account, kind, wanted.GroupId ?? wanted.SenderId),
                DmScopes.Parse(document.Session.DmScope), document.Session.IdentityLinks, document.Session.MainKey);
        return document.Session.IsGlobal && kind == PeerKinds.Dm ? SessionKeys.Global : SessionAddress.Read(document, key);
    }
}
