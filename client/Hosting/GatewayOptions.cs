namespace Moltbot.Gateway.Hosting;

/// <summary>What the host decides about its gateway. Everything else stands in the tenants' configurations.</summary>
public sealed record GatewayOptions
{
    /// <summary>This gateway's name, unique in the cluster and new with every start.</summary>
    public required string GatewayId { get; init; }

    /// <summary>The version told to clients, such as <c>2026.1.30</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The commit it was built from; null leaves it out.</summary>
    public string? Commit { get; init; }

    /// <summary>The host name told to clients.</summary>
    public string HostName { get; init; } = Environment.MachineName;

    /// <summary>The host's address told in presence; null leaves it out.</summary>
    public string? HostAddress { get; init; }

    /// <summary>The configuration file told to clients; null where several tenants share the process.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>The state folder told to clients; null where several tenants share the process.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Which tenant a Host header (lower-case, without port) belongs to; a token that names its tenant goes before it, and an unknown host is the installation's own tenant's.</summary>
    public IReadOnlyDictionary<string, string> TenantsByHost { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The socket of this machine's Tailscale daemon; asked only where <c>gateway.auth.allowTailscale</c> or <c>gateway.tailscale</c> say so.</summary>
    public string TailscaleSocket { get; init; } = "/var/run/tailscale/tailscaled.sock";

    /// <summary>
    /// Sockets of one address that have not finished the handshake (B5); more are refused with 429. Arbitrary: above what a load
    /// test opens at once, far below what hurts.
    /// </summary>
    public int MaxPendingPerAddress { get; init; } = 256;

    /// <summary>All sockets that have not finished the handshake; more are refused with 503.</summary>
    public int MaxPending { get; init; } = 4096;

    /// <summary>Requests of one connection that run at once; more wait.</summary>
    public int MaxRequestsInFlight { get; init; } = 32;
}
