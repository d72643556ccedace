using System.Collections.Concurrent;

namespace Moltbot.Gateway.Channels.Telegram.Webhooks;

/// <summary>The webhooks of all tenants by their whole path: a path leads to one account or to none.</summary>
public sealed class WebhookRoutes
{
    private readonly ConcurrentDictionary<string, WebhookRoute> routes = new(StringComparer.Ordinal);

    internal WebhookRoute? Find(string path) => routes.GetValueOrDefault(path);

    /// <summary>Puts one tenant's webhooks in the place of its former ones.</summary>
    internal void Replace(string tenant, IReadOnlyCollection<WebhookRoute> now)
    {
        foreach (var gone in routes.Where(route => route.Value.Account.Tenant == tenant && !now.Contains(route.Value)))
        {
            routes.TryRemove(gone);
        }

        foreach (var route in now)
        {
            routes[route.Path] = route;
        }
    }
}
