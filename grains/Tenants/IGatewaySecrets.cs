namespace Moltbot.Grains.Tenants;

/// <summary>The operator's shared secrets that do not stand in a configuration: from the environment, or made at first start.</summary>
public interface IGatewaySecrets
{
    /// <summary>The token that holds when the tenant's configuration names none; null for none.</summary>
    string? TokenOf(string tenant);

    /// <summary>The password that holds when the tenant's configuration names none; null for none.</summary>
    string? PasswordOf(string tenant);
}
