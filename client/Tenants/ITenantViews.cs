using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Tenants;

/// <summary>What this gateway knows of tenants; all of it can be rebuilt from their grains.</summary>
public interface ITenantViews
{
    /// <summary>The tenant's configuration in force.</summary>
    ValueTask<ConfigDocument> Configuration(string tenant);

    /// <summary>The tenant's configuration was changed from here: who asks next is given the new one, whether or not the event has come.</summary>
    void ConfigurationChanged(string tenant);

    /// <summary>
    /// Keeps the tenant's events coming until disposed; they come when this returns. A caller without a connection of the tenant (an
    /// HTTP request, a connector) holds one around <see cref="Expect"/>; a method's handler need not.
    /// </summary>
    ValueTask<IDisposable> Listen(string tenant);

    /// <summary>
    /// Waits for an event of a tenant that fits; begins to listen before this returns, so that the cause may be triggered after it.
    /// </summary>
    IEventWait<TEvent> Expect<TEvent>(string tenant, Func<TEvent, bool> fits)
        where TEvent : GrainInterfaces.Events.TenantEvent;
}
