namespace Moltbot.Storage.Ownership;

/// <summary>How a process uses its database.</summary>
public enum DatabaseUse
{
    /// <summary>It alone: every grain lives in this process.</summary>
    Alone,

    /// <summary>Together with the other members of its cluster, which see to it that each grain lives once.</summary>
    Cluster,
}
