using System.Text.Json.Nodes;

namespace Moltbot.System.Tests.Tenants;

/// <summary>Every served method: with the ids it takes, or as one that takes none. What is in neither list fails a test.</summary>
internal static class Probes
{
    /// <summary>What an attacker writes; found in a victim's history, it got there.</summary>
    public const string Words = "/whoami and the attackers words";

    public static IReadOnlyList<Probe> All { get; } =
    [
        new("chat.history", static (_, ids) => new() { ["sessionKey"] = ids.SessionKey }),
        new("sessions.preview", static (_, ids) => new() { ["keys"] = new JsonArray(ids.SessionKey) }),
        new("sessions.resolve", static (_, ids) => new() { ["key"] = ids.SessionKey }),
        new("sessions.resolve", static (_, ids) => new() { ["sessionId"] = ids.SessionId }),
        new("sessions.resolve", static (_, ids) => new() { ["label"] = ids.Label }),
        new("sessions.list", static (_, ids) => new() { ["label"] = ids.Label }),
        new("sessions.list", static (_, ids) => new() { ["search"] = ids.SessionKey }),
        new("agent.identity.get", static (_, ids) => new() { ["sessionKey"] = ids.SessionKey }) { Tells = false },
        new("agent.wait", static (_, ids) => new() { ["runId"] = ids.RunId, ["timeoutMs"] = 1 }),
        new("chat.abort", static (_, ids) => new() { ["sessionKey"] = ids.SessionKey, ["runId"] = ids.RunId }) { Tells = false },
        new("node.describe", static (_, ids) => new() { ["nodeId"] = ids.NodeId }),
        new("node.invoke", static (_, ids) => new() { ["nodeId"] = ids.NodeId, ["command"] = "system.run", ["timeoutMs"] = 200, ["idempotencyKey"] = Guid.NewGuid().ToString() }),
        new("node.invoke.result", static (own, ids) => new() { ["id"] = ids.Invocation, ["nodeId"] = own, ["ok"] = true }) { ByNode = true },
        new("node.invoke.result", static (_, ids) => new() { ["id"] = ids.Invocation, ["nodeId"] = ids.NodeId, ["ok"] = true }) { ByNode = true, Tells = false },
        new("node.event", static (_, ids) => new() { ["event"] = "chat.subscribe", ["payloadJSON"] = new JsonObject { ["sessionKey"] = ids.SessionKey }.ToJsonString() }) { ByNode = true, Tells = false },
        new("node.pair.verify", static (_, ids) => new() { ["nodeId"] = ids.PairedNode, ["token"] = ids.NodeToken }),
        new("node.rename", static (_, ids) => new() { ["nodeId"] = ids.PairedNode, ["displayName"] = "renamed" }),
        new("node.pair.approve", static (_, ids) => new() { ["requestId"] = ids.NodeRequest }),
        new("node.pair.reject", static (_, ids) => new() { ["requestId"] = ids.OtherNodeRequest }),
        new("device.pair.approve", static (_, ids) => new() { ["requestId"] = ids.DeviceRequest }),
        new("device.pair.reject", static (_, ids) => new() { ["requestId"] = ids.OtherDeviceRequest }),
        new("device.token.rotate", static (_, ids) => new() { ["deviceId"] = ids.DeviceId, ["role"] = "operator" }),
        new("device.token.revoke", static (_, ids) => new() { ["deviceId"] = ids.DeviceId, ["role"] = "operator" }),
        new("moltbot.policy.admission", static (_, ids) => new() { ["channel"] = "telegram", ["senderId"] = ids.Sender }) { OnChannel = true },
        new("moltbot.pairing.approve", static (_, ids) => new() { ["channel"] = "telegram", ["code"] = ids.PairingCode }) { OnChannel = true },
        new("moltbot.pairing.revoke", static (_, ids) => new() { ["channel"] = "telegram", ["senderId"] = ids.Sender }) { OnChannel = true },
        new("moltbot.policy.explain", static (_, ids) => new() { ["tool"] = "exec", ["sessionKey"] = ids.SessionKey }) { Tells = false },
        new("exec.approval.request", static (_, ids) => new() { ["id"] = ids.Approval, ["command"] = "ls", ["timeoutMs"] = 1 }),
        new("exec.approval.resolve", static (_, ids) => new() { ["id"] = ids.Approval, ["decision"] = "deny" }),
        new("exec.approvals.node.get", static (_, ids) => new() { ["nodeId"] = ids.NodeId }),
        new("exec.approvals.node.set", static (_, ids) => new() { ["nodeId"] = ids.NodeId, ["file"] = new JsonObject { ["version"] = 1 } }),
        new("config.set", static (_, ids) => new() { ["raw"] = "{ broken", ["baseHash"] = ids.ConfigHash }),
        new("config.apply", static (_, ids) => new() { ["raw"] = "{ broken", ["baseHash"] = ids.ConfigHash }),
        new("config.patch", static (_, ids) => new() { ["raw"] = "{ broken", ["baseHash"] = ids.ConfigHash }),
        new("system-event", static (_, ids) => new() { ["text"] = "Node: here", ["deviceId"] = ids.DeviceId }) { Tells = false },
        new("sessions.patch", static (_, ids) => new() { ["key"] = ids.SessionKey, ["thinkingLevel"] = "low" }),
        new("sessions.compact", static (_, ids) => new() { ["key"] = ids.SessionKey }),
        new("sessions.reset", static (_, ids) => new() { ["key"] = ids.SessionKey }) { Tells = false },
        new("chat.inject", static (_, ids) => new() { ["sessionKey"] = ids.SessionKey, ["message"] = Words }) { Tells = false },
        new("send", static (_, ids) => new() { ["channel"] = "telegram", ["to"] = "42", ["message"] = Words, ["sessionKey"] = ids.SessionKey, ["idempotencyKey"] = ids.RunId }) { Tells = false, NeedsBot = true },
        new("chat.send", static (_, ids) => new() { ["sessionKey"] = ids.SessionKey, ["message"] = Words, ["idempotencyKey"] = ids.RunId }) { Tells = false },
        new("agent", static (_, ids) => new() { ["sessionId"] = ids.SessionId, ["sessionKey"] = ids.SessionKey, ["message"] = Words, ["idempotencyKey"] = ids.RunId + "-agent" }) { Tells = false },
        new("sessions.delete", static (_, ids) => new() { ["key"] = ids.SessionKey, ["deleteTranscript"] = true }) { Tells = false },
    ];

    /// <summary>Methods that show what there is, and those that take a name of the configuration; they must show nothing of another tenant.</summary>
    public static IReadOnlyDictionary<string, JsonObject?> WithoutIds { get; } = new Dictionary<string, JsonObject?>(StringComparer.Ordinal)
    {
        ["health"] = new() { ["probe"] = true },
        ["status"] = null,
        ["system-presence"] = null,
        ["last-heartbeat"] = null,
        ["logs.tail"] = new() { ["limit"] = 1000 },
        ["usage.status"] = null,
        ["usage.cost"] = null,
        ["models.list"] = null,
        ["agents.list"] = null,
        ["sessions.list"] = new() { ["includeDerivedTitles"] = true, ["includeLastMessage"] = true },
        ["channels.status"] = null,
        ["channels.logout"] = new() { ["channel"] = "telegram", ["accountId"] = "nobodys" },
        ["config.get"] = null,
        ["config.schema"] = null,
        ["exec.approvals.get"] = null,
        ["exec.approvals.set"] = new() { ["file"] = new JsonObject { ["version"] = 1 } },
        ["device.pair.list"] = null,
        ["node.list"] = null,
        ["node.pair.list"] = null,
        ["node.pair.request"] = new() { ["nodeId"] = "asks-for-itself" },
        ["moltbot.pairing.list"] = null,
        ["moltbot.audit.tail"] = new() { ["limit"] = 1000 },
        ["moltbot.audit.verify"] = null,
        ["moltbot.tenants.list"] = null,
        ["moltbot.tenants.create"] = new() { ["tenant"] = "of-my-own" },
        ["moltbot.setup.create"] = new() { ["role"] = "node" },
        ["moltbot.setup.revoke"] = new() { ["id"] = "0123456789abcdef0123456789abcdef" },
        ["moltbot.tenants.suspend"] = new() { ["tenant"] = "default" },
        ["moltbot.tenants.resume"] = new() { ["tenant"] = "default" },
        ["moltbot.tenants.rotate-token"] = new() { ["tenant"] = "default" },
    };
}
