using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Security;

/// <summary>Attacks A2, A4, T1, T2: nobody reaches a grain without a claim that fits its tenant and the method's need.</summary>
public sealed class ClaimFilterTests : IDisposable
{
    private static readonly GrainKey Own = GrainKey.ForTenant(TenantId.Default);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_claim_no_grain_answers()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        RequestContext.Remove(CallerContext.ClaimKey);

        var refused = await Should.ThrowAsync<GrainAccessDeniedException>(() => host.Grains.GetGrain<ITenantGrain>("default").Configuration(0));

        refused.Message.ShouldBe("not found");
    }

    [Fact]
    public async Task A_foreign_tenants_grain_answers_as_if_it_did_not_exist()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        var claim = new CallerClaim { Tenant = "other", Principal = "p", Role = CallerRole.Operator, Scopes = [Scope.Admin] };

        var foreign = await Should.ThrowAsync<GrainAccessDeniedException>(() => host.As<ITenantGrain>(Own, claim).Show());
        var missing = await Should.ThrowAsync<GrainAccessDeniedException>(() => host.As<ITenantGrain>(GrainKey.ForTenant("no-such-one"), claim).Show());

        foreign.Message.ShouldBe(missing.Message);
    }

    [Theory]
    [InlineData(CallerRole.None)]
    [InlineData(CallerRole.Node)]
    [InlineData(CallerRole.Gateway)]
    public async Task A_role_without_the_need_is_refused_whatever_scopes_it_names(CallerRole role)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        var claim = new CallerClaim { Tenant = TenantId.Default, Principal = "p", Role = role, Scopes = [Scope.Admin] };

        await Should.ThrowAsync<GrainAccessDeniedException>(() => host.As<ITenantGrain>(Own, claim).Show());
        await Should.ThrowAsync<GrainAccessDeniedException>(() => host.As<IAuditGrain>(Own, claim).Append([]));
    }

    [Fact]
    public async Task An_operator_without_the_scope_is_told_which_one_is_missing()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);

        var refused = await Should.ThrowAsync<GrainAccessDeniedException>(
            () => host.AsOperator<IDeviceDirectoryGrain>(Own, Scope.Read, Scope.Write).List());

        refused.Message.ShouldBe("missing scope: operator.pairing");
    }

    [Fact]
    public async Task No_scope_shows_an_operator_the_configuration_with_its_secrets()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ gateway: { auth: { token: 'a-secret-of-the-tenant' } } }");

        await Should.ThrowAsync<GrainAccessDeniedException>(() => host.AsOperator<ITenantGrain>(Own, Scope.Read, Scope.Admin).Configuration(0));

        (await host.AsGateway<ITenantGrain>(Own).Configuration(0))!.Raw.ShouldContain("a-secret-of-the-tenant");
    }

    [Fact]
    public async Task An_operator_cannot_call_what_only_grains_may()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);

        await Should.ThrowAsync<GrainAccessDeniedException>(() => host.AsOperator<IAuditGrain>(Own, Scope.Admin).Append([]));
        await Should.ThrowAsync<GrainAccessDeniedException>(
            () => host.AsOperator<ISessionGrain>(GrainKey.ForSession("default", "agent:main:main"), Scope.Admin).Mirror("agent:main:main", "x"));
    }
}
