namespace Moltbot.Grains.Tenants;

/// <summary>The tenants' configurations as this silo knows them, at most a second behind.</summary>
public interface ITenantConfigurations
{
    /// <summary>The configuration in force. Called from a grain of the same tenant.</summary>
    ValueTask<TenantConfiguration> Get(string tenant);

    /// <summary>Forgets what is known of a tenant, so that the next call asks again.</summary>
    void Invalidate(string tenant);
}
