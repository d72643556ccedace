using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Approvals;

/// <summary>An agent that asks, and people who answer.</summary>
internal sealed class Asking(GrainHost host)
{
    public const string Gateway = "{ tools: { exec: { host: \"gateway\" } } }";

    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);

    public IExecPolicyGrain Policy => host.AsGrain<IExecPolicyGrain>(Tenant);

    public IExecPolicyGrain Editor => host.AsOperator<IExecPolicyGrain>(Tenant, Scope.Admin);

    public IApprovalQueueGrain Queue => host.AsGrain<IApprovalQueueGrain>(Tenant);

    public static ExecCall Call(string command = "tool x", string program = "tool") => new()
    {
        Command = command,
        Cwd = "/work",
        Host = "gateway",
        AgentId = "main",
        SessionKey = "agent:main:main",
        SessionId = "s1",
        AskedBy = "device:ann",
        Programs = [new ProgramFact(program, "/bin/" + program, "/bin/" + program, new string('a', 64))],
    };

    public IApprovalGrain AsGrain(string id = "a1") => host.AsGrain<IApprovalGrain>(GrainKey.ForBucket(TenantId.Default, id));

    public IApprovalGrain As(string principal, string id = "a1", params string[] scopes) => host.As<IApprovalGrain>(
        GrainKey.ForBucket(TenantId.Default, id),
        new CallerClaim { Tenant = TenantId.Default, Principal = principal, Role = CallerRole.Operator, Scopes = scopes.Length > 0 ? scopes : [Scope.Approvals] });

    public async Task<ApprovalView> Ask(string id = "a1", ExecCall? call = null)
    {
        ApprovalOpening opening = await AsGrain(id).Ask(id, new ApprovalAsk { Call = call ?? Call() });
        opening.Refusal.ShouldBeNull();
        return opening.Approval!;
    }

    public Task<ApprovalReceipt> Answer(string decision, string principal = "device:bob", string id = "a1") => As(principal, id).Answer(decision, "Bob");

    public async Task<ApprovalView> Show(string id = "a1") => (await As("device:bob", id).Show())!;

    public async Task<ExecApprovalResolvedEvent> Ended(string id = "a1") =>
        (ExecApprovalResolvedEvent)await host.Events.Next(e => e is ExecApprovalResolvedEvent ended && ended.Id == id, $"the end of {id}");

    public async Task<IReadOnlyList<AuditRecord>> Records(string action) =>
        [.. (await host.AsOperator<IAuditGrain>(Tenant, Scope.Admin).Tail(1000)).Where(record => record.Entry.Action == action)];
}
