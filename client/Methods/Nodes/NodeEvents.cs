using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Methods.Agents;
using Moltbot.Gateway.Methods.Outbound;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Agents;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>
/// What nodes tell (<c>node.event</c>). Unknown kinds and useless payloads are ignored, as clients expect. A node acts for the tenant
/// only in these ways: its turns never carry command rights, and its lines of exec only speak of what it was asked to do.
/// </summary>
internal sealed partial class NodeEvents(
    GatewayOptions options, ITenantViews views, SendTargets targets, TimeProvider time, ILogger<NodeEvents> logger)
{
    private const int MaxMessageChars = 20_000;
    private const int MaxLineChars = 2_000;

    /// <summary>Reads a payload that came as text; what is no JSON is left out.</summary>
    public static RawJson Parse(string json)
    {
        try
        {
            return RawJson.Parse(json);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    public async Task Take(RequestCall call, string kind, RawJson payload)
    {
        var fields = new NodeEventFields(payload);
        switch (kind)
        {
            case "chat.subscribe" when await Key(call, fields.Text("sessionKey")) is { } key:
                call.Connection.Client!.Subscriptions.Add(key.Stored);
                call.Connection.Client.Subscriptions.Add(key.AsSent);
                break;
            case "chat.unsubscribe" when await Key(call, fields.Text("sessionKey")) is { } key:
                call.Connection.Client!.Subscriptions.Remove(key.Stored);
                call.Connection.Client.Subscriptions.Remove(key.AsSent);
                break;
            case "voice.transcript" when fields.Text("text") is { } text && await Key(call, fields.Text("sessionKey") ?? "main") is { } key:
                await Ask(call, new NodeWish(key, text) { Thinking = "low" });
                break;
            case "agent.request" when fields.Text("message") is { } message
                && await Key(call, fields.Text("sessionKey") ?? $"node-{NodeId(call)}") is { } key:
                await Ask(call, new NodeWish(key, message)
                {
                    // As left out when it is no level, like a field of another type.
                    Thinking = fields.Text("thinking") is { } level ? SettingWords.Thinking(level).Value : null,
                    Timeout = fields.Seconds("timeoutSeconds"),
                    Id = fields.Text("key"),
                    Deliver = fields.IsTrue("deliver"),
                    Channel = fields.Text("channel"),
                    To = fields.Text("to"),
                });
                break;
            case "exec.started" or "exec.finished" or "exec.denied" when fields.Text("runId") is { } runId
                && await Key(call, fields.Text("sessionKey")) is { } key:
                await TellSession(call, key, runId, kind, fields);
                break;
            default:
                LogIgnored(call.Caller.ConnectionId);
                break;
        }
    }

    private async Task Ask(RequestCall call, NodeWish wish)
    {
        if (wish.Message.Length > MaxMessageChars)
        {
            return;
        }

        await AsGateway(call, async () =>
        {
            ReplyTarget? replyTo = await ReplyTo(call, wish);
            TurnReceipt receipt = await SessionAddress.Grain(call, wish.Key.Stored).Enqueue(new TurnRequest
            {
                RunId = NodeRunIds.Of(NodeId(call), wish.Id is { Length: > 0 and <= 128 } id ? id : Guid.NewGuid().ToString()),
                SessionKey = wish.Key.Stored,
                SessionKeyAsSent = wish.Key.AsSent,
                Message = wish.Message,
                Origin = TurnOrigin.Node,
                Thinking = wish.Thinking,
                TimeoutMs = (long?)wish.Timeout?.TotalMilliseconds,
                ReplyTo = replyTo,
                ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
                CommandsAllowed = false,
                Principal = call.Caller.Claim.Principal,
            });
            if (receipt.Refusal is { } refusal)
            {
                LogRefused(call.Caller.ConnectionId, LogText.Of(refusal));
            }
        });
    }

    /// <summary>Where the reply is delivered: only with a channel named, as the original. The event has no answer to refuse it in.</summary>
    private async Task<ReplyTarget?> ReplyTo(RequestCall call, NodeWish wish)
    {
        if (!wish.Deliver || wish.Channel is null)
        {
            return null;
        }

        GatewayResult<ReplyTarget> target = await AgentTarget.Reply(
            call, await views.Configuration(call.Tenant), targets, wish.Key.Stored,
            new AgentParams { Message = wish.Message, IdempotencyKey = "", Channel = wish.Channel, To = wish.To });
        if (target.Error is { } error)
        {
            LogUndelivered(call.Caller.ConnectionId, LogText.Of(error.Message));
        }

        return target.Value;
    }

    private async Task TellSession(RequestCall call, NodeSessionKey key, string runId, string kind, NodeEventFields fields) =>
        await AsGateway(call, async () =>
        {
            // A node speaks of what it was asked to do, where it was asked from (E11).
            string? asked = await call.Grain<INodeRouteGrain>().SessionOfRun(NodeId(call), runId, isOver: kind != "exec.started");
            ISessionGrain session = SessionAddress.Grain(call, key.Stored);
            if ((await Key(call, asked))?.Stored == key.Stored && await session.Entry() is not null)
            {
                await session.AddSystemEvent(key.Stored, NodeExecLine.Of(kind, NodeId(call), fields, MaxLineChars));
            }
            else
            {
                LogIgnored(call.Caller.ConnectionId);
            }
        });

    /// <summary>The session that a node names; null when it names none.</summary>
    private async ValueTask<NodeSessionKey?> Key(RequestCall call, string? asSent) =>
        SessionAddress.Read(await views.Configuration(call.Tenant), asSent).Value is { } stored ? new NodeSessionKey(asSent!, stored) : null;

    /// <summary>A node's role alone opens no session: the gateway, which knows the kinds of events, asks for it.</summary>
    private async Task AsGateway(RequestCall call, Func<Task> act)
    {
        CallerContext.Use(CallerClaim.ForGateway(call.Tenant, options.GatewayId));
        await act();
    }

    private static string NodeId(RequestCall call) => call.Caller.DeviceId ?? call.Caller.Client.ClientId;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connection {ConnectionId} told something that means nothing here")]
    private partial void LogIgnored(string connectionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId}: what it asked of an agent is refused: {Reason}")]
    private partial void LogRefused(string connectionId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connection {ConnectionId}: the reply to its agent.request is not delivered: {Reason}")]
    private partial void LogUndelivered(string connectionId, string reason);
}
