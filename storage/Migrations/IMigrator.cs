namespace Moltbot.Storage.Migrations;

/// <summary>Brings the database's schema up to date.</summary>
public interface IMigrator
{
    /// <summary>
    /// Applies missing versions in order, each in a transaction, under a lock that other processes wait for. Call it
    /// before anything else touches the database.
    /// </summary>
    /// <exception cref="InvalidOperationException">The database is of a newer version than this program knows.</exception>
    Task<MigrationResult> MigrateAsync(CancellationToken cancellationToken = default);
}
