using System.Collections.Concurrent;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>
/// Who counts refused calls with whom. Discord shuts out an address, so all bots of a process that call it share one count; of that each
/// tenant has a part, since a tenant can have calls refused as it likes. What another endpoint refuses harms nobody but the account that
/// names it. Safe for concurrent use.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="mostOfAddress">How many refused calls of the whole process end all calls for a while.</param>
/// <param name="mostOfTenant">How many of one tenant end that tenant's. Arbitrary: far above what a bot in good order has, a tenth of what all have.</param>
internal sealed class InvalidRequestShares(
    TimeProvider time, int mostOfAddress = InvalidRequests.MostOfAddress, int mostOfTenant = InvalidRequests.MostOfAddress / 10)
{
    private readonly InvalidRequests address = new(time, mostOfAddress);

    // Never forgotten: a tenant that takes its accounts away and brings them back begins no fresh share.
    private readonly ConcurrentDictionary<string, InvalidRequests> tenants = new(StringComparer.Ordinal);

    /// <summary>The count for an account.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="apiRoot">The API that it calls.</param>
    public InvalidRequests Of(string tenant, Uri apiRoot) => IsDiscord(apiRoot)
        ? tenants.GetOrAdd(tenant, _ => new InvalidRequests(time, mostOfTenant, address))
        : new InvalidRequests(time, mostOfAddress);

    private static bool IsDiscord(Uri apiRoot)
    {
        // Other names that Discord's API answers under count as well, however they are spelled.
        var host = apiRoot.IdnHost.TrimEnd('.');
        return IsWithin(host, DiscordApiOptions.PublicApiRoot.Host) || IsWithin(host, "discordapp.com");
    }

    private static bool IsWithin(string host, string domain) =>
        host.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');
}
