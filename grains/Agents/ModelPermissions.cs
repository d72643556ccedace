using Moltbot.Grains.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Agents;

/// <summary>
/// The permissions that go with who keeps a tenant's document: the operator's own may use private addresses and the process's
/// variables, a tenant's only what its restrictions allow.
/// </summary>
internal sealed class ModelPermissions(IConfigurationDocuments documents) : IModelPermissions
{
    public bool AllowsPrivateNetwork(string tenant) =>
        documents.OptionsOf(tenant).Tenant is not { } restrictions || restrictions.AllowPrivateAddresses;

    public string? Variable(string tenant, string name)
    {
        ConfigLoadOptions options = documents.OptionsOf(tenant);
        return options.Tenant is null && options.Environment.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
    }
}
