using System.Net;

namespace Moltbot.Silo.Engines;

/// <summary>How a process takes part in the grain engine.</summary>
internal sealed class GrainEngineOptions
{
    /// <summary>What the process is.</summary>
    public GrainEngineMode Mode { get; init; } = GrainEngineMode.Local;

    /// <summary>Which cluster it belongs to: processes of different clusters never meet.</summary>
    public string ClusterId { get; init; } = "moltbot";

    /// <summary>Whose data it is: outlives clusters, part of every stored key on PostgreSQL.</summary>
    public string ServiceId { get; init; } = "moltbot";

    /// <summary>Where membership, states and reminders are kept; needed by <see cref="GrainEngineMode.Cluster"/> and
    /// <see cref="GrainEngineMode.Client"/>.</summary>
    public string? PostgresConnectionString { get; init; }

    /// <summary>The port for other silos, 1 to 65535.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>The port for gateways, 1 to 65535.</summary>
    public int GatewayPort { get; init; } = 30000;

    /// <summary>The address that others reach this silo by; the host name's own when null.</summary>
    public IPAddress? AdvertisedAddress { get; init; }

    /// <summary>What members of the cluster show each other; null for a cluster that nobody else reaches.</summary>
    public ClusterCertificate? Certificate { get; init; }

    /// <summary>The names of grain storages that the engine itself sets up over PostgreSQL. Names that are registered as keyed
    /// services by others need not be here.</summary>
    public IReadOnlyList<string> GrainStorages { get; init; } = [];
}
