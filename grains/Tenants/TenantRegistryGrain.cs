using System.Security.Cryptography;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Devices;

namespace Moltbot.Grains.Tenants;

/// <summary>
/// The one grain that acts on other tenants than its own, and only to give them their token and to shut and open them. Entered first, given the token then:
/// a crash between the two leaves a tenant that nobody can enter and that making it again makes whole.
/// </summary>
internal sealed class TenantRegistryGrain(
    [PersistentState("tenant-registry", TenantGrain.Store)] IPersistentState<TenantRegistryState> row,
    TimeProvider time) : TenantGrain(time), ITenantRegistryGrain
{
    private const string NoSuchTenant = "there is no such tenant; tenants list shows those there are";

    protected override Task Start(CancellationToken cancellationToken) => Key == GrainKey.ForTenant(TenantId.Operator)
        ? Task.CompletedTask
        : throw new GrainAccessDeniedException();

    public Task<IReadOnlyList<TenantSummary>> List() => Task.FromResult<IReadOnlyList<TenantSummary>>(
        [
            new TenantSummary(TenantId.Default, 0),
            .. row.State.Tenants.Where(static tenant => tenant.Value.IsWhole).OrderBy(static tenant => tenant.Key, StringComparer.Ordinal)
                .Select(static tenant => new TenantSummary(tenant.Key, tenant.Value.CreatedAt, tenant.Value.IsSuspended)),
        ]);

    public async Task<TenantTokenResult> Create(string name)
    {
        if (!TenantId.IsValid(name))
        {
            return new TenantTokenResult { Error = "a tenant's name has 1 to 32 of a-z, 0-9 and '-', and does not begin with '-'" };
        }

        if (name == TenantId.Operator)
        {
            return new TenantTokenResult { Error = $"the name {name} is taken by the installation itself" };
        }

        if (name == TenantId.Default || row.State.Tenants.GetValueOrDefault(name) is { IsWhole: true })
        {
            return new TenantTokenResult { Error = $"there is a tenant {name} already" };
        }

        await Record("tenant.create", name);
        if (!row.State.Tenants.ContainsKey(name))
        {
            row.State.Tenants[name] = new RegisteredTenant { CreatedAt = Now };
            await Save();
        }

        string token = await GiveToken(name);
        row.State.Tenants[name].IsWhole = true;
        await Save();
        return new TenantTokenResult { Token = token };
    }

    public async Task<TenantTokenResult> RotateToken(string name)
    {
        if (name == TenantId.Default)
        {
            return new TenantTokenResult { Error = $"the token of {name} is the installation's own: set gateway.auth.token or MOLTBOT_GATEWAY_TOKEN" };
        }

        if (row.State.Tenants.GetValueOrDefault(name) is not { IsWhole: true })
        {
            return new TenantTokenResult { Error = NoSuchTenant };
        }

        await Record("tenant.token.rotate", name);
        return new TenantTokenResult { Token = await GiveToken(name) };
    }

    public async Task<string?> Suspend(string name, bool isSuspended)
    {
        if (name == TenantId.Default)
        {
            return $"{name} is the installation's own tenant: stop the installation instead";
        }

        if (row.State.Tenants.GetValueOrDefault(name) is not { IsWhole: true } tenant)
        {
            return NoSuchTenant;
        }

        // Entered first: what a crash cuts off is made up for by asking again.
        await Record(isSuspended ? "tenant.suspend" : "tenant.resume", name);
        if (tenant.IsSuspended != isSuspended)
        {
            tenant.IsSuspended = isSuspended;
            await Save();
        }

        await Tell(name, grain => grain.Suspend(isSuspended));
        return null;
    }

    private async Task<string> GiveToken(string name)
    {
        string token = TenantToken.Of(name, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        await Tell(name, grain => grain.Establish(SecretComparison.Hash(token)));
        return token;
    }

    private async Task Tell(string name, Func<ITenantGrain, Task> what)
    {
        CallerContext.Use(CallerClaim.ForRegistry(name, Principal));
        try
        {
            await what(GrainFactory.GetGrain<ITenantGrain>(name));
        }
        finally
        {
            ActAsGrain();
        }
    }

    private Task Record(string action, string name) =>
        Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, action, name)]);

    private Task Save() => Save(row);
}
