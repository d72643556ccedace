using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;

namespace Moltbot.Gateway.Tenants;

/// <summary>
/// The tenants that are open, for what runs without a client: their channels. Asked for at start, every half minute and after one was
/// made, shut or opened here; while the registry cannot be reached, those known stay.
/// </summary>
internal sealed partial class KnownTenants(IGrainFactory grains, string gatewayId, ILogger<KnownTenants> logger)
{
    private volatile IReadOnlyList<string> _names = [TenantId.Default];

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Asks the registry. Never fails.</summary>
    public async Task Refresh()
    {
        try
        {
            CallerContext.Use(CallerClaim.ForGateway(TenantId.Operator, gatewayId));
            IReadOnlyList<TenantSummary> tenants = await grains.GetGrain<ITenantRegistryGrain>(TenantId.Operator).List();
            _names = [.. tenants.Where(static tenant => !tenant.IsSuspended).Select(static tenant => tenant.Name)];
        }
        catch (Exception error)
        {
            LogUnreachable(error.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The registry of tenants cannot be read now ({Error})")]
    private partial void LogUnreachable(string error);
}
