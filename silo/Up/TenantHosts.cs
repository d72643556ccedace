using Moltbot.GrainInterfaces;
using Moltbot.Policy.Addresses;

namespace Moltbot.Silo.Up;

/// <summary>Reads which tenant a host name belongs to: <c>chat.example.com=acme,talk.example.org=other</c>.</summary>
internal static class TenantHosts
{
    /// <exception cref="StartException">An entry that is none, named.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string? list)
    {
        var hosts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = entry.Split('=', StringSplitOptions.TrimEntries);
            if (parts is not [var host, var tenant] || HostName.Of(host) != host.ToLowerInvariant() || Uri.CheckHostName(host) == UriHostNameType.Unknown)
            {
                throw new StartException(Program.Usage, $"--tenant-hosts takes HOST=TENANT,… with host names without port, not '{entry}'");
            }

            if (!TenantId.IsValid(tenant) || tenant == TenantId.Operator)
            {
                throw new StartException(Program.Usage, $"--tenant-hosts: '{tenant}' is no tenant's name (1 to 32 of a-z, 0-9 and '-'; {TenantId.Operator} is the installation's own)");
            }

            if (!hosts.TryAdd(host.ToLowerInvariant(), tenant))
            {
                throw new StartException(Program.Usage, $"--tenant-hosts names {host} twice");
            }
        }

        return hosts;
    }
}
