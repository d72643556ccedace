using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.System.Tests.Tenants;

/// <summary>A running system with three tenants: its own, acme and bolt. The own one has a model and a bot.</summary>
public sealed class TenantWorld : IAsyncLifetime
{
    public const string Own = "default", Acme = "acme", Bolt = "bolt";
    private const string OwnToken = "the-installations-own-2fb1c0de77aa";

    private readonly StateFolder _state = new();
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal) { [Own] = OwnToken };
    private SimulatedModelProvider _model = null!;
    private SimulatedTelegram _telegram = null!;

    internal RunningSystem System { get; private set; } = null!;

    internal SimulatedModelProvider Model => _model;

    internal SimulatedBot Bot { get; private set; } = null!;

    internal StateFolder State => _state;

    /// <summary>The operator's own token, which manages tenants.</summary>
    internal string OperatorToken => File.ReadAllText(Path.Combine(_state.Path, "operator-token")).Trim();

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _telegram = await SimulatedTelegram.StartAsync();
        Bot = _telegram.AddBot("555000:a-token-of-a-bot", "molty_bot");
        _state.Configure(Configurations.For(_model).WithTelegram(_telegram, Bot).WithGateway(new JsonObject
        {
            ["auth"] = new JsonObject { ["token"] = OwnToken },
            ["http"] = Endpoints(),
        }));
        System = await RunningSystem.Start(_state, ["--tenant-hosts", "Chat.Acme.example=acme,gone.example=nobody"]);
        await using GatewayTestClient oper = await AsOperator();
        foreach (string tenant in new[] { Acme, Bolt })
        {
            _tokens[tenant] = (await oper.CallAsync("moltbot.tenants.create", new JsonObject { ["tenant"] = tenant })).GetProperty("token").GetString()!;
            await using GatewayTestClient admin = await Connect(tenant);
            string hash = (await admin.CallAsync("config.get")).GetProperty("hash").GetString()!;
            await admin.CallAsync("config.set", new JsonObject { ["baseHash"] = hash, ["raw"] = DocumentOf(tenant).ToJsonString() });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync();
        await _telegram.DisposeAsync();
        await _model.DisposeAsync();
        _state.Dispose();
    }

    internal string TokenOf(string tenant) => _tokens[tenant];

    /// <summary>A client of a tenant, by default its administrator.</summary>
    internal Task<GatewayTestClient> Connect(string tenant, string name = "a", ConnectOptions? options = null) =>
        GatewayTestClient.ConnectAsync(System.Url, (options ?? new ConnectOptions()) with { Token = options?.Token ?? _tokens[tenant] }, name);

    /// <summary>A node of a tenant.</summary>
    internal Task<GatewayTestClient> ConnectNode(string tenant, TestDevice device, string? displayName = null) => Connect(tenant, "node", new ConnectOptions
    {
        Device = device, Role = "node", ClientId = "node-host", Mode = "node", Scopes = [], Commands = ["system.run"], DisplayName = displayName,
    });

    /// <summary>The installation's operator, who manages tenants.</summary>
    internal Task<GatewayTestClient> AsOperator() => GatewayTestClient.ConnectAsync(
        System.Url, new ConnectOptions { Token = OperatorToken, Scopes = ["moltbot.tenants", "operator.admin"] }, "operator");

    /// <summary>Fills a tenant with one thing of each kind, all named by a mark, and leaves them as a client that names them finds them.</summary>
    internal async Task<(TenantIds Ids, GatewayTestClient Node)> Fill(string tenant, string mark)
    {
        await using GatewayTestClient admin = await Connect(tenant, "filler", new ConnectOptions { ClientId = "test", Mode = "ui", DisplayName = $"client-{mark}" });
        string key = $"agent:main:room-{mark}";
        await admin.Ask($"message-{mark}", $"run-{mark}", key);
        await admin.CallAsync("sessions.patch", new JsonObject { ["key"] = key, ["label"] = $"label-{mark}" });
        await admin.CallAsync("system-event", new JsonObject { ["text"] = $"event-{mark}" });
        JsonElement history = await admin.CallAsync("chat.history", new JsonObject { ["sessionKey"] = key });

        TestDevice device = TestDevice.New(), node = TestDevice.New();
        await (await Connect(tenant, "device", new ConnectOptions { Device = device, DisplayName = $"device-{mark}" })).DisposeAsync();
        GatewayTestClient connected = await ConnectNode(tenant, node, $"node-{mark}");
        await admin.SendAsync("node.invoke", new JsonObject { ["nodeId"] = node.Id, ["command"] = "system.run", ["timeoutMs"] = 60_000, ["idempotencyKey"] = $"invoke-{mark}" });
        JsonElement asked = (await connected.EventAsync("node.invoke.request")).Payload;

        await admin.SendAsync("exec.approval.request", new JsonObject { ["id"] = $"approval-{mark}", ["command"] = $"echo {mark}", ["timeoutMs"] = 3_600_000 });
        await admin.EventAsync("exec.approval.requested");

        JsonElement job = await admin.CallAsync("cron.add", new JsonObject
        {
            ["name"] = $"job-{mark}",
            ["schedule"] = new JsonObject { ["kind"] = "cron", ["expr"] = "0 0 1 1 *" },
            ["sessionTarget"] = "main",
            ["wakeMode"] = "next-heartbeat",
            ["payload"] = new JsonObject { ["kind"] = "systemEvent", ["text"] = $"line-{mark}" },
        });

        JsonElement paired = await RequestNode(admin, $"paired-{mark}");
        JsonElement approved = await admin.CallAsync("node.pair.approve", new JsonObject { ["requestId"] = paired.GetProperty("requestId").GetString() });
        return (new TenantIds
        {
            SessionKey = key,
            SessionId = history.GetProperty("sessionId").GetString()!,
            Label = $"label-{mark}",
            RunId = $"run-{mark}",
            DeviceId = device.Id,
            DeviceRequest = await RequestDevice(tenant),
            OtherDeviceRequest = await RequestDevice(tenant),
            NodeId = node.Id,
            PairedNode = $"paired-{mark}",
            NodeToken = approved.GetProperty("node").GetProperty("token").GetString()!,
            NodeRequest = (await RequestNode(admin, $"waits-{mark}")).GetProperty("requestId").GetString()!,
            OtherNodeRequest = (await RequestNode(admin, $"waits-too-{mark}")).GetProperty("requestId").GetString()!,
            Invocation = asked.GetProperty("id").GetString()!,
            Approval = $"approval-{mark}",
            CronJob = job.GetProperty("id").GetString()!,
            Task = (await admin.CallAsync("moltbot.tasks.add", new JsonObject { ["message"] = $"task-{mark}", ["delayMs"] = 86_400_000 })).GetProperty("task").GetProperty("id").GetString()!,
            Sender = tenant == Own ? await Admitted(admin, mark) : $"sender-{mark}",
            PairingCode = tenant == Own ? (await Stranger(admin, mark)).Code : "ABCDEFGH",
            ConfigHash = (await admin.CallAsync("config.get")).GetProperty("hash").GetString()!,
        }, connected);
    }

    private static async Task<JsonElement> RequestNode(GatewayTestClient admin, string nodeId) =>
        (await admin.CallAsync("node.pair.request", new JsonObject { ["nodeId"] = nodeId })).GetProperty("request");

    /// <summary>A device from elsewhere asks to be paired.</summary>
    private async Task<string> RequestDevice(string tenant)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Forwarded-For"] = "203.0.113.9" };
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(System.Url, "elsewhere", headers);
        GatewayAnswer answer = await client.HandshakeAsync(new ConnectOptions { Token = _tokens[tenant], Device = TestDevice.New() });
        return answer.Details!.Value.GetProperty("requestId").GetString()!;
    }

    private async Task<string> Admitted(GatewayTestClient admin, string mark)
    {
        var (sender, code) = await Stranger(admin, mark);
        await admin.CallAsync("moltbot.pairing.approve", new JsonObject { ["channel"] = "telegram", ["code"] = code });
        return sender;
    }

    private async Task<(string Sender, string Code)> Stranger(GatewayTestClient admin, string mark)
    {
        int sent = Bot.Sent.Count;
        SimulatedPerson person = Bot.Person(7_771_000_000 + sent, $"stranger-{mark}");
        await Bot.WhenConfirmed(person.Says($"hello-{mark}"));
        await Bot.WhenSent(sent + 1);
        JsonElement pending = (await admin.CallAsync("moltbot.pairing.list")).GetProperty("accounts")[0].GetProperty("pending");
        string id = person.Id.ToString(global::System.Globalization.CultureInfo.InvariantCulture);
        return (id, pending.EnumerateArray().Single(sender => sender.GetProperty("senderId").GetString() == id).GetProperty("code").GetString()!);
    }

    private static JsonObject Endpoints() => new()
    {
        ["endpoints"] = new JsonObject { ["chatCompletions"] = new JsonObject { ["enabled"] = true }, ["responses"] = new JsonObject { ["enabled"] = true } },
    };

    /// <summary>A bot that does not run: its token is nobody's.</summary>
    private static JsonObject DocumentOf(string tenant) => new()
    {
        ["gateway"] = new JsonObject { ["http"] = Endpoints() },
        ["channels"] = new JsonObject { ["telegram"] = new JsonObject { ["enabled"] = false, ["botToken"] = $"555000:bot-of-{tenant}" } },
    };
}
