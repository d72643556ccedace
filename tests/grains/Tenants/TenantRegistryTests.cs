using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Tenants;

/// <summary>Making tenants, and who may (T1, A15).</summary>
public sealed class TenantRegistryTests : IDisposable
{
    private static readonly GrainKey Realm = GrainKey.ForTenant(TenantId.Operator);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_tenant_that_was_made_is_entered_by_its_token_alone()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);

        string token = (await Registry(host).Create("acme")).Token!;

        token.ShouldStartWith("mbt_acme_");
        (await Try(host, "acme", token)).Ok.ShouldBeTrue();
        (await Try(host, "acme", token + "x")).Reason.ShouldBe("token_mismatch");
        (await Try(host, "acme", "the operator's token")).Reason.ShouldBe("token_mismatch");
        (await Try(host, TenantId.Default, token)).Reason.ShouldBe("token_mismatch");
        (await Registry(host).List()).Select(static tenant => tenant.Name).ShouldBe(["default", "acme"]);
    }

    [Theory]
    [InlineData("", "a tenant's name has")]
    [InlineData("Acme", "a tenant's name has")]
    [InlineData("a/b", "a tenant's name has")]
    [InlineData("../x", "a tenant's name has")]
    [InlineData("-x", "a tenant's name has")]
    [InlineData("a_b", "a tenant's name has")]
    [InlineData("123456789012345678901234567890123", "a tenant's name has")]
    [InlineData("operator", "is taken by the installation")]
    [InlineData("default", "there is a tenant default already")]
    public async Task A_name_that_cannot_be_is_refused_and_leaves_nothing(string name, string error)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);

        TenantTokenResult refused = await Registry(host).Create(name);

        refused.Token.ShouldBeNull();
        refused.Error!.ShouldContain(error);
        (await Registry(host).List()).Select(static tenant => tenant.Name).ShouldBe(["default"]);
    }

    [Fact]
    public async Task A_tenant_is_made_once_and_survives_a_restart()
    {
        string token;
        await using (GrainHost first = await GrainHost.Start(_folder.Path))
        {
            token = (await Registry(first).Create("acme")).Token!;
            (await Registry(first).Create("acme")).Error.ShouldBe("there is a tenant acme already");
        }

        await using GrainHost host = await GrainHost.Start(_folder.Path);
        (await Registry(host).Create("acme")).Error.ShouldBe("there is a tenant acme already");
        (await Try(host, "acme", token)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_shut_tenant_lets_nobody_in_until_it_is_opened()
    {
        string token;
        await using (GrainHost first = await GrainHost.Start(_folder.Path))
        {
            token = (await Registry(first).Create("acme")).Token!;
            (await Registry(first).Suspend("acme", isSuspended: true)).ShouldBeNull();
            (await Registry(first).List()).ShouldContain(static tenant => tenant.Name == "acme" && tenant.IsSuspended);
        }

        await using GrainHost host = await GrainHost.Start(_folder.Path);
        CredentialVerdict shut = await Try(host, "acme", token);
        (shut.Ok, shut.Reason, shut.IsShut).ShouldBe((false, "token_mismatch", true));
        (await Registry(host).Suspend("acme", isSuspended: false)).ShouldBeNull();
        (await Try(host, "acme", token)).ShouldSatisfyAllConditions(verdict => verdict.Ok.ShouldBeTrue(), verdict => verdict.IsShut.ShouldBeFalse());
        (await Registry(host).Suspend("nobody", isSuspended: true))!.ShouldContain("no such tenant");
        (await Registry(host).Suspend("default", isSuspended: true))!.ShouldContain("installation's own");
    }

    [Fact]
    public async Task Another_token_ends_the_former_one()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        string first = (await Registry(host).Create("acme")).Token!;

        string second = (await Registry(host).RotateToken("acme")).Token!;

        second.ShouldNotBe(first);
        (await Try(host, "acme", first)).Ok.ShouldBeFalse();
        (await Try(host, "acme", second)).Ok.ShouldBeTrue();
        (await Registry(host).RotateToken("nobody")).Error!.ShouldContain("no such tenant");
        (await Registry(host).RotateToken("default")).Error!.ShouldContain("gateway.auth.token");
    }

    [Fact]
    public async Task What_was_done_is_on_record_without_the_token()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        string first = (await Registry(host).Create("acme")).Token!;
        string second = (await Registry(host).RotateToken("acme")).Token!;

        IReadOnlyList<AuditRecord> records = await host.AsGrain<IAuditGrain>(Realm).Tail(10);

        records.Select(static record => $"{record.Entry.Actor} {record.Entry.Action} {record.Entry.Target}")
            .ShouldBe(["the operator tenant.create acme", "the operator tenant.token.rotate acme"]);
        string told = JsonSerializer.Serialize(records);
        told.ShouldContain("tenant.token.rotate");
        told.ShouldNotContain(first);
        told.ShouldNotContain(second);
    }

    [Fact]
    public async Task No_credential_of_a_tenant_reaches_the_registry()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        foreach (CallerClaim claim in new[]
        {
            Claim(TenantId.Default, CallerRole.Operator, Scope.Admin, Scope.Tenants),
            Claim("acme", CallerRole.Operator, Scope.Admin, Scope.Tenants),
            Claim("acme", CallerRole.Grain),
            Claim(TenantId.Operator, CallerRole.Operator, Scope.Admin),
            Claim(TenantId.Operator, CallerRole.Gateway),
            Claim(TenantId.Operator, CallerRole.Node, Scope.Tenants),
        })
        {
            await Should.ThrowAsync<GrainAccessDeniedException>(() => host.As<ITenantRegistryGrain>(Realm, claim).Create("evil"));
        }

        // A registry under a tenant's own key is none.
        await Should.ThrowAsync<GrainAccessDeniedException>(
            () => host.As<ITenantRegistryGrain>(GrainKey.ForTenant("acme"), Claim("acme", CallerRole.Operator, Scope.Tenants)).Create("evil"));
        (await Registry(host).List()).Select(static tenant => tenant.Name).ShouldBe(["default"]);
    }

    [Theory]
    [InlineData(CallerRole.Operator)]
    [InlineData(CallerRole.Gateway)]
    [InlineData(CallerRole.Node)]
    public async Task Nobody_but_the_registry_gives_a_tenant_its_token(CallerRole role)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);

        await Should.ThrowAsync<GrainAccessDeniedException>(
            () => host.As<ITenantGrain>(GrainKey.ForTenant("acme"), Claim("acme", role, Scope.Admin, Scope.Tenants)).Establish(new string('0', 64)));
        await Should.ThrowAsync<GrainAccessDeniedException>(
            () => host.As<ITenantGrain>(GrainKey.ForTenant("acme"), CallerClaim.ForRegistry("other", "p")).Establish(new string('0', 64)));
    }

    [Fact]
    public async Task Guessing_at_a_tenant_that_does_not_exist_is_slowed_down_as_at_one_that_does()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Registry(host).Create("acme");

        string[] known = await Guesses(host, "acme");

        known.ShouldContain(static verdict => verdict.Contains("rate_limited", StringComparison.Ordinal));
        (await Guesses(host, "nobody")).ShouldBe(known);
    }

    private static async Task<string[]> Guesses(GrainHost host, string tenant)
    {
        var reasons = new List<string>();
        for (int guess = 0; guess < 12; guess++)
        {
            CredentialVerdict verdict = await Try(host, tenant, $"mbt_{tenant}_guess");
            reasons.Add($"{verdict.Ok} {verdict.Reason} {verdict.Mode} {verdict.RetryAfterMs > 0}");
        }

        return [.. reasons];
    }

    private static ITenantRegistryGrain Registry(GrainHost host) => host.As<ITenantRegistryGrain>(
        Realm, new CallerClaim { Tenant = TenantId.Operator, Principal = "the operator", Role = CallerRole.Operator, Scopes = [Scope.Tenants] });

    private static Task<CredentialVerdict> Try(GrainHost host, string tenant, string token) =>
        host.AsGateway<ITenantGrain>(GrainKey.ForTenant(tenant)).Authenticate(new CredentialAttempt { Token = token, Address = "192.0.2.7" });

    private static CallerClaim Claim(string tenant, CallerRole role, params string[] scopes) =>
        new() { Tenant = tenant, Principal = "attacker", Role = role, Scopes = scopes };
}
