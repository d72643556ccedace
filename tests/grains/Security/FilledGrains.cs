using System.Text;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Limits;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Presence;
using Moltbot.GrainInterfaces.Readiness;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.GrainInterfaces.Subagents;
using Moltbot.GrainInterfaces.Tasks;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.GrainInterfaces.Usage;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Security;

/// <summary>A stopped installation in which every kind of grain has something to show.</summary>
public sealed class FilledGrains : IAsyncLifetime
{
    private const string Config = "{ channels: { telegram: { botToken: '1:x' } } }";
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    internal string Folder => _folder.Path;

    public async ValueTask InitializeAsync()
    {
        await using (GrainHost host = await Start())
        {
            await Store(host);
        }

        // What a start writes by itself is written by this one.
        await using (GrainHost host = await Start())
        {
            await Remember(host);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Starts it. Nothing happens by itself: its clock stands still.</summary>
    internal Task<GrainHost> Start() => GrainHost.Start(_folder.Path, Config, _time);

    /// <summary>What grains keep in memory alone.</summary>
    internal static async Task Remember(GrainHost host)
    {
        var tenant = GrainKey.ForTenant(GrainAddress.Tenant);
        await host.AsGateway<ILimiterGrain>(GrainAddress.Of(typeof(ILimiterGrain)).Filled).Failed();
        await host.AsGateway<INodeRouteGrain>(tenant).Connected(new ConnectedNode
        {
            Node = new NodeDescription { NodeId = "node" }, GatewayId = "test", ConnectionId = "1", ConnectedAt = 1, Principal = "device:node",
        });
        await host.AsGateway<IPresenceGrain>(tenant).Renew([new PresenceEntry { Key = "client", Timestamp = 1 }]);
    }

    private static async Task Store(GrainHost host)
    {
        var tenant = GrainKey.ForTenant(GrainAddress.Tenant);
        GrainKey device = GrainAddress.Of(typeof(IDeviceGrain)).Filled, account = GrainAddress.Of(typeof(IChannelAccountGrain)).Filled;
        await host.AsGateway<ITenantGrain>(tenant).Reload();
        await host.AsGateway<IDeviceGrain>(device).Admit(new DeviceConnect
        {
            DeviceId = GrainAddress.DeviceId, PublicKey = "key", Role = "operator", Scopes = [Scope.Read], SharedSecretOk = true, CredentialId = "secret", IsLocal = true,
            Client = new ClientDescription { ClientId = "cli", Mode = "cli", Version = "1", Platform = "linux" },
        });
        (await host.AsOperator<ISetupCodeGrain>(GrainAddress.Of(typeof(ISetupCodeGrain)).Filled, Scope.Admin).Offer(
            new SetupOffer("operator", [Scope.Read], new ManualTime().GetUtcNow().AddHours(1).ToUnixTimeMilliseconds()))).ShouldBeNull();
        await host.AsGateway<IChannelAccountGrain>(account).AcquireLease("test");
        (await host.AsGateway<IChannelAccountGrain>(account).Receive(new InboundMessage
        {
            UpdateId = "1", Kind = InboundKind.Message, ChatId = "7", ChatKind = ChatKind.Direct, Sender = new InboundSender { Id = "7" }, Text = "hello", SentAt = 1,
        })).Outcome.ShouldBe("pairing: offered");
        await host.AsOperator<INodeDirectoryGrain>(tenant, Scope.Pairing).Request(
            new NodePairRequest { RequestId = "", Node = new NodeDescription { NodeId = "node" }, Timestamp = 0 });
        await host.AsGrain<ISessionGrain>(GrainAddress.Of(typeof(ISessionGrain)).Filled).Mirror(GrainAddress.Session, "said before");
        await host.AsGrain<IUsageGrain>(tenant).Record(new UsageRecord
        {
            RunId = "run", Timestamp = 1, Provider = "p", Model = "m", Tokens = new TokenUsage(),
        });
        await host.AsGateway<IStorageProbeGrain>(tenant).Write();
        await StoreApproval(host);
        (await host.AsGrain<ISubagentsGrain>(GrainAddress.Of(typeof(ISubagentsGrain)).Filled).Spawn(new SubagentOrder
        {
            SessionKey = GrainAddress.Session, SessionId = "conversation", RunId = "run", Task = "look", AgentId = "main", Bounds = [], Principal = "test",
        })).Refusal.ShouldBe("the run that asked for it was stopped");
        (await host.AsOperator<ICronJobGrain>(GrainAddress.Of(typeof(ICronJobGrain)).Filled, Scope.Admin).Add(
            GrainAddress.Job,
            """{"name":"later","sessionTarget":"main","wakeMode":"now","schedule":{"kind":"every","everyMs":60000},"payload":{"kind":"systemEvent","text":"ping"}}""",
            target: null)).Job.ShouldNotBeNull();
        (await host.AsOperator<ITasksGrain>(tenant, Scope.Admin).Add(new TaskOrder { Message = "later", DelayMs = 3_600_000 })).Refusal.ShouldBeNull();
        await host.AsGrain<IHeartbeatGrain>(GrainAddress.Of(typeof(IHeartbeatGrain)).Filled).Schedule("main", 3_600_000);
        SkillView skill = (await host.AsOperator<ISkillsGrain>(tenant, Scope.Admin).Install(
            [new SkillUpload { Path = "skill.yaml", Content = Encoding.UTF8.GetBytes(GrainAddress.SkillText) }])).Skill.ShouldNotBeNull();
        (await host.AsOperator<ISkillsGrain>(tenant, Scope.Admin).Approve(skill.Name, skill.Hash, acceptsDangers: false)).Refusal.ShouldBeNull();
        (await host.AsOperator<ITenantRegistryGrain>(GrainKey.ForTenant(TenantId.Operator), Scope.Tenants).Create("acme")).Token.ShouldNotBeNull();
        (await host.AsOperator<IAuditGrain>(tenant, Scope.Admin).Tail(1)).ShouldNotBeEmpty();
    }

    /// <summary>A client's command that was allowed, and everybody was told.</summary>
    private static async Task StoreApproval(GrainHost host)
    {
        GrainKey tenant = GrainKey.ForTenant(GrainAddress.Tenant), approval = GrainAddress.Of(typeof(IApprovalGrain)).Filled;
        (await host.AsOperator<IExecPolicyGrain>(tenant, Scope.Admin).Write("""{ "version": 1 }""", null)).Error.ShouldBeNull();
        await host.AsGrain<IExecAllowancesGrain>(GrainAddress.Of(typeof(IExecAllowancesGrain)).Filled).Add("conversation", "hash");
        IApprovalGrain asked = host.AsOperator<IApprovalGrain>(approval, Scope.Approvals);
        (await asked.Open(GrainAddress.Approval, new ApprovalRequest { Command = "ls" })).Refusal.ShouldBeNull();
        (await asked.Answer("allow-once", null)).ShouldBe(ApprovalReceipt.Recorded);
        IApprovalQueueGrain queue = host.AsGrain<IApprovalQueueGrain>(tenant);
        await Waits.Until(async () => !(await queue.List()).Contains(GrainAddress.Approval), "what came of the approval is told");
    }
}
