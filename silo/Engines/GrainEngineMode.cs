namespace Moltbot.Silo.Engines;

/// <summary>What a process is to the grains.</summary>
internal enum GrainEngineMode
{
    /// <summary>All there is: grains and gateway in one process.</summary>
    Local,

    /// <summary>One silo of a cluster; needs PostgreSQL.</summary>
    Cluster,

    /// <summary>A gateway that only calls the grains of a cluster.</summary>
    Client,
}
