namespace Moltbot.Grains.Agents;

/// <summary>What the operator of the host lets a tenant's models use. The same as long as the process runs.</summary>
public interface IModelPermissions
{
    /// <summary>Whether providers of the tenant may lie on private addresses and speak plain http.</summary>
    bool AllowsPrivateNetwork(string tenant);

    /// <summary>A variable of the environment that the tenant's document may use; null when there is none.</summary>
    string? Variable(string tenant, string name);
}
