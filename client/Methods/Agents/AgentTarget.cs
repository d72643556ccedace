using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Outbound;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Agents;

namespace Moltbot.Gateway.Methods.Agents;

/// <summary>Which session a request of method <c>agent</c> means, and where its reply goes.</summary>
/// <param name="SessionKey">The stored key.</param>
/// <param name="SessionKeyAsSent">The key that events repeat.</param>
/// <param name="ReplyTo">Where the reply is delivered; null for nowhere.</param>
internal sealed record AgentTarget(string SessionKey, string SessionKeyAsSent, ReplyTarget? ReplyTo)
{
    public static async ValueTask<GatewayResult<AgentTarget>> Find(MethodCall call, ConfigDocument document, SendTargets targets, AgentParams wanted)
    {
        string? agent = string.IsNullOrWhiteSpace(wanted.AgentId) ? null : IdNormalization.AgentId(wanted.AgentId);
        if (agent is not null && !document.Agents.Ids.Contains(agent, StringComparer.Ordinal))
        {
            return Refuse($"unknown agent id \"{wanted.AgentId}\"");
        }

        foreach (string? channel in (ReadOnlySpan<string?>)[wanted.Channel, wanted.ReplyChannel])
        {
            if (ChannelIds.Normalize(channel) is { } id && id != "last" && !ChannelIds.IsKnown(id))
            {
                return Refuse($"unknown channel: {id}");
            }
        }

        if (!(await Session(call, document, agent, wanted)).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        if (agent is not null && AgentSessionKey.Parse(key) is { } parsed && IdNormalization.AgentId(parsed.AgentId) is var owner && owner != agent)
        {
            return Refuse($"agent \"{wanted.AgentId}\" does not match session key agent \"{owner}\"");
        }

        ReplyTarget? replyTo = null;
        if (wanted.Deliver is true && !(await Reply(call, document, targets, key, wanted)).TryGet(out replyTo, out bad))
        {
            return bad;
        }

        return new AgentTarget(key, string.IsNullOrWhiteSpace(wanted.SessionKey) ? key : wanted.SessionKey, replyTo);
    }

    /// <summary>The session named by key, else by transcript id, else the agent's main one.</summary>
    private static async ValueTask<GatewayResult<string>> Session(MethodCall call, ConfigDocument document, string? agent, AgentParams wanted)
    {
        if (!string.IsNullOrWhiteSpace(wanted.SessionKey))
        {
            return SessionAddress.Read(document, wanted.SessionKey);
        }

        string owner = agent ?? document.Agents.DefaultAgentId;
        if (!string.IsNullOrWhiteSpace(wanted.SessionId))
        {
            string id = wanted.SessionId.Trim();
            // A transcript id that nobody has begins a session that is found by the same id again.
            return await call.Grain<ISessionIndexGrain>().Resolve(new SessionLookup { SessionId = id, AgentId = agent }) is { } known
                ? known
                : SessionAddress.Read(document, $"agent:{owner}:session:{id.ToLowerInvariant()}");
        }

        return document.Session.IsGlobal ? SessionKeys.Global : SessionKeys.Main(owner, document.Session.MainKey);
    }

    /// <summary>The chat named by channel and recipient, else the one that the session was last written to from.</summary>
    public static async ValueTask<GatewayResult<ReplyTarget>> Reply(
        MethodCall call, ConfigDocument document, SendTargets targets, string key, AgentParams wanted)
    {
        string? channel = ChannelIds.Normalize(wanted.ReplyChannel ?? wanted.Channel);
        string? to = wanted.ReplyTo ?? wanted.To;
        if (channel is not null and not "last" && !string.IsNullOrWhiteSpace(to))
        {
            return await targets.Find(call, document, channel, to, wanted.ReplyAccountId ?? wanted.AccountId, wanted.ThreadId);
        }

        ReplyTarget? last = (await SessionAddress.Grain(call, key).Entry())?.LastRoute;
        return last is null || (channel is not null and not "last" && last.Channel != channel)
            ? Refuse("deliver needs a channel and a recipient (to), or a session that was written to from that channel")
            : last;
    }

    private static GatewayError Refuse(string reason) => GatewayError.InvalidParams(MethodNames.Agent, reason);
}
