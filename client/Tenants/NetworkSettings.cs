using Moltbot.GrainInterfaces;
using Moltbot.Policy.Addresses;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Tenants;

/// <summary>
/// The network's rules, which hold for all tenants since they are needed before a tenant is known: those in the configuration of the
/// installation's own tenant.
/// </summary>
public sealed class NetworkSettings(ITenantViews views)
{
    private Compiled? _last;

    /// <summary>The rules now.</summary>
    public async ValueTask<NetworkRules> Current()
    {
        ConfigDocument document = await views.Configuration(TenantId.Default);
        if (_last is { } last && ReferenceEquals(last.Document, document))
        {
            return last.Rules;
        }

        var rules = new NetworkRules(
            TrustedProxies.Parse(document.Gateway.TrustedProxies),
            new OriginPolicy(document.Gateway.ControlUi.AllowedOrigins));
        _last = new Compiled(document, rules);
        return rules;
    }

    private sealed record Compiled(ConfigDocument Document, NetworkRules Rules);
}
