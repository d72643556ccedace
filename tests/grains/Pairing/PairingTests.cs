using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Pairing;

public sealed class PairingTests : IDisposable
{
    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private static readonly GrainKey Account = GrainKey.ForAccount(TenantId.Default, "telegram", "default");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Who_let_a_sender_in_or_out_is_on_record_by_their_claim()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        string code = (await host.AsGrain<IPairingGrain>(Account).Request("99", "Eve", username: null, updateId: "1"))!;

        (await As(host, "device:anns").Approve(code)).Request.ShouldNotBeNull();
        (await As(host, "device:bobs").Revoke("99")).ShouldBeTrue();

        (await host.AsOperator<IAuditGrain>(Tenant, Scope.Admin).Tail(10))
            .Select(static record => $"{record.Entry.Actor} {record.Entry.Action} {record.Entry.Target}")
            .ShouldBe(["device:anns pairing.approve telegram/default/99", "device:bobs pairing.revoke telegram/default/99"]);
    }

    private static IPairingGrain As(GrainHost host, string principal) => host.As<IPairingGrain>(
        Account, new CallerClaim { Tenant = TenantId.Default, Principal = principal, Role = CallerRole.Operator, Scopes = [Scope.Pairing] });
}
