using System.Text;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Limits;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Presence;
using Moltbot.GrainInterfaces.Readiness;
using Moltbot.GrainInterfaces.Sandboxes;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.GrainInterfaces.Subagents;
using Moltbot.GrainInterfaces.Tasks;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.GrainInterfaces.Usage;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Policy.Skills;

namespace Moltbot.Grains.Tests.Security;

/// <summary>Where grains of a kind are: one of a tenant that is there and has something, and those that never were.</summary>
/// <param name="Filled">The key of one that has something.</param>
/// <param name="NeverWas">The keys of others: of the same tenant where it has several, and of a tenant that nobody made.</param>
internal sealed record GrainAddress(GrainKey Filled, IReadOnlyList<GrainKey> NeverWas)
{
    public const string Tenant = TenantId.Default;
    public const string NoTenant = "never-was";
    public const string Session = "agent:main:main";
    public const string Approval = "approval-1";
    public const string Job = "job-1";
    public const string Code = "00000000000000000000000000000000";

    /// <summary>The skill that is installed, and the hash over its only file.</summary>
    public const string SkillText = "name: hello\ntriggers: [hello]\nreply: Hello!\n";

    private static readonly string SkillHash = SkillFolder.Read([new SkillFile(SkillFolder.AnswersFile, Encoding.UTF8.GetBytes(SkillText))]).Folder!.Hash;

    private static readonly string Device = new('a', 64), NoDevice = new('b', 64);

    private static readonly Dictionary<Type, Func<string, bool, GrainKey>> Keys = new()
    {
        [typeof(IApprovalQueueGrain)] = OfTenant,
        [typeof(IAuditGrain)] = OfTenant,
        [typeof(ICronIndexGrain)] = OfTenant,
        [typeof(ICronJobGrain)] = static (tenant, isFilled) => GrainKey.ForBucket(tenant, isFilled ? Job : "never"),
        [typeof(IDeviceDirectoryGrain)] = OfTenant,
        [typeof(IExecPolicyGrain)] = OfTenant,
        [typeof(ITasksGrain)] = OfTenant,
        [typeof(ITenantEventsGrain)] = OfTenant,
        [typeof(INodeDirectoryGrain)] = OfTenant,
        [typeof(INodeRouteGrain)] = OfTenant,
        [typeof(IPresenceGrain)] = OfTenant,
        [typeof(ISandboxesGrain)] = OfTenant,
        [typeof(ISkillsGrain)] = OfTenant,
        [typeof(ISkillContentGrain)] = static (tenant, isFilled) => ISkillContentGrain.KeyOf(tenant, isFilled ? SkillHash : new string('0', 64)),
        [typeof(IStorageProbeGrain)] = OfTenant,
        [typeof(ISessionIndexGrain)] = OfTenant,
        [typeof(ITenantGrain)] = OfTenant,
        [typeof(IUsageGrain)] = OfTenant,
        [typeof(ITenantRegistryGrain)] = static (tenant, isFilled) => GrainKey.ForTenant(isFilled ? TenantId.Operator : tenant),
        [typeof(IChannelAccountGrain)] = OfAccount,
        [typeof(IPairingGrain)] = OfAccount,
        [typeof(IAccessPolicyGrain)] = OfAccount,
        [typeof(IHeartbeatGrain)] = static (tenant, isFilled) => GrainKey.ForAgent(tenant, isFilled ? "main" : "nobody"),
        [typeof(IWorkspaceGrain)] = static (tenant, isFilled) => GrainKey.ForAgent(tenant, isFilled ? "main" : "nobody"),
        [typeof(IToolPolicyGrain)] = static (tenant, isFilled) => GrainKey.ForAgent(tenant, isFilled ? "main" : "nobody"),
        [typeof(IApprovalGrain)] = static (tenant, isFilled) => GrainKey.ForBucket(tenant, isFilled ? Approval : "never"),
        [typeof(IDeviceGrain)] = static (tenant, isFilled) => GrainKey.ForDevice(tenant, isFilled ? Device : NoDevice),
        [typeof(ISetupCodeGrain)] = static (tenant, isFilled) => SetupCode.KeyOf(tenant, isFilled ? Code : SetupCode.IdOf("no code"))!.Value,
        [typeof(ILimiterGrain)] = static (tenant, isFilled) => GrainKey.ForBucket(tenant, isFilled ? "credential:192.0.2.1" : "credential:192.0.2.2"),
        [typeof(ISessionGrain)] = OfSession,
        [typeof(IExecAllowancesGrain)] = OfSession,
        [typeof(ISubagentsGrain)] = OfSession,
    };

    public static GrainAddress Of(Type grain)
    {
        Func<string, bool, GrainKey> key = Keys.GetValueOrDefault(grain) ?? throw new NotSupportedException($"say in {nameof(GrainAddress)} what the key of {grain} is");
        GrainKey filled = key(Tenant, true);
        return new GrainAddress(filled, [.. new[] { key(Tenant, false), key(NoTenant, false) }.Where(other => other != filled)]);
    }

    /// <summary>The device of <see cref="Filled"/>.</summary>
    public static string DeviceId => Device;

    private static GrainKey OfTenant(string tenant, bool isFilled) => GrainKey.ForTenant(tenant);

    private static GrainKey OfSession(string tenant, bool isFilled) => GrainKey.ForSession(tenant, isFilled ? Session : "agent:main:never");

    private static GrainKey OfAccount(string tenant, bool isFilled) => GrainKey.ForAccount(tenant, "telegram", isFilled ? "default" : "never");
}
