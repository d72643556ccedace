using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Json;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>
/// What nodes tell (<c>node.event</c>). Unknown kinds and useless payloads are ignored, as clients expect. A node acts for the tenant
/// only in these ways: its turns never carry command rights, and its lines of exec only speak of what it was asked to do.
/// </summary>
internal sealed partial class NodeEvents(GatewayOptions options, ITenantViews views, TimeProvider time, ILogger<NodeEvents> logger)
{
    private const int MaxMessageChars = 20_000;
    private const int MaxLineChars = 2_000;
    private const int MaxSessionKeyChars = 512;

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
            case "chat.subscribe" when Key(fields.Text("sessionKey")) is { } key:
                await Subscribe(call, key);
                break;
            case "chat.unsubscribe" when Key(fields.Text("sessionKey")) is { } key:
                await Unsubscribe(call, key);
                break;
            case "voice.transcript" when fields.Text("text") is { } text:
                await Ask(call, Key(fields.Text("sessionKey")) ?? "main", text, thinking: "low", timeout: null, id: null);
                break;
            case "agent.request" when fields.Text("message") is { } message:
                await Ask(
                    call, Key(fields.Text("sessionKey")) ?? $"node-{NodeId(call)}", message, fields.Text("thinking"),
                    fields.Seconds("timeoutSeconds"), fields.Text("key"));
                break;
            case "exec.started" or "exec.finished" or "exec.denied" when Key(fields.Text("sessionKey")) is { } key:
                await TellSession(call, key, NodeExecLine.Of(kind, NodeId(call), fields, MaxLineChars));
                break;
            default:
                LogIgnored(call.Caller.ConnectionId);
                break;
        }
    }

    private async Task Subscribe(RequestCall call, string key)
    {
        string stored = SessionKeysOf.Stored(await views.Configuration(call.Tenant), key);
        call.Connection.Client!.Subscriptions.Add(stored);
        call.Connection.Client.Subscriptions.Add(key);
    }

    private async Task Unsubscribe(RequestCall call, string key)
    {
        string stored = SessionKeysOf.Stored(await views.Configuration(call.Tenant), key);
        call.Connection.Client!.Subscriptions.Remove(stored);
        call.Connection.Client.Subscriptions.Remove(key);
    }

    private async Task Ask(RequestCall call, string key, string message, string? thinking, TimeSpan? timeout, string? id)
    {
        if (message.Length > MaxMessageChars)
        {
            return;
        }

        ConfigDocument document = await views.Configuration(call.Tenant);
        string stored = SessionKeysOf.Stored(document, key);
        await AsGateway(call, () => call.Grain<ISessionGrain>(GrainKey.ForSession(call.Tenant, stored)).Enqueue(new TurnRequest
        {
            RunId = NodeRunIds.Of(NodeId(call), id is { Length: > 0 and <= 128 } ? id : Guid.NewGuid().ToString()),
            SessionKey = stored,
            SessionKeyAsSent = key,
            Message = message,
            Origin = TurnOrigin.Node,
            Thinking = thinking,
            TimeoutMs = (long?)timeout?.TotalMilliseconds,
            ReceivedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            CommandsAllowed = false,
            Principal = call.Caller.Claim.Principal,
        }));
    }

    private async Task TellSession(RequestCall call, string key, string line)
    {
        string stored = SessionKeysOf.Stored(await views.Configuration(call.Tenant), key);
        ISessionGrain session = call.Grain<ISessionGrain>(GrainKey.ForSession(call.Tenant, stored));
        await AsGateway(call, async () =>
        {
            // Only a session that exists: a node makes none by talking about it.
            if (await session.Entry() is not null)
            {
                await session.AddSystemEvent(stored, line);
            }
        });
    }

    /// <summary>A node's role alone opens no session: the gateway, which knows the kinds of events, asks for it.</summary>
    private async Task AsGateway(RequestCall call, Func<Task> act)
    {
        CallerContext.Use(CallerClaim.ForGateway(call.Tenant, options.GatewayId));
        await act();
    }

    private static string NodeId(RequestCall call) => call.Caller.DeviceId ?? call.Caller.Client.ClientId;

    private static string? Key(string? text) => text?.Trim() is { Length: > 0 and <= MaxSessionKeyChars } key ? key : null;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connection {ConnectionId} told something that means nothing here")]
    private partial void LogIgnored(string connectionId);
}
