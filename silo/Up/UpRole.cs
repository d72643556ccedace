namespace Moltbot.Silo.Up;

/// <summary>Which part of the system a process is.</summary>
internal enum UpRole
{
    /// <summary>Grains and gateway in one process: one person, one machine.</summary>
    All,

    /// <summary>A silo of a cluster, without gateway.</summary>
    Silo,

    /// <summary>A gateway of a cluster, without grains.</summary>
    Gateway,
}
