namespace Moltbot.Storage.Ownership;

/// <summary>
/// Keeps the database for this process, or for its cluster, as long as the process lives: two that do not know of each other would
/// both own the same grains. A database file needs none of this, its folder is locked already.
/// </summary>
public interface IDatabaseOwnership
{
    /// <summary>Ends, with the reason, when another process has taken the database meanwhile; nothing is written from then on.</summary>
    Task<string> Lost { get; }

    /// <summary>Takes the database; call it once, before the schema is touched.</summary>
    /// <exception cref="DatabaseInUseException">Another process has it.</exception>
    /// <exception cref="StorageUnavailableException">The server cannot be reached or refuses.</exception>
    Task Acquire(DatabaseUse use, CancellationToken cancellationToken);
}
