using Microsoft.Data.Sqlite;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Sqlite;

/// <summary>Creates and migrates the database file. The write lock of SQLite itself keeps other processes out.</summary>
internal sealed class SqliteMigrator(SqliteConnectionFactory factory, TimeProvider clock) : IMigrator
{
    private const string Set = "sqlite";

    public async Task<MigrationResult> MigrateAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(factory.File)!);
            PrivateFiles.CreateEmpty(factory.File);
            using var session = new SqliteSession(factory.OpenWriter());
            session.Run("BEGIN IMMEDIATE");
            session.Run(SchemaTable.Create);
            var applied = await session.QueryAsync(SchemaTable.Read, SchemaTable.Map, Set);
            var remaining = MigrationPlan.Remaining(Set, Migration.Load(Set), applied);
            foreach (var migration in remaining)
            {
                cancellationToken.ThrowIfCancellationRequested();
                session.Run(migration.Sql);
                await session.ExecuteAsync(SchemaTable.Note, Set, (long)migration.Version, migration.Name, migration.Checksum, clock.GetUtcNow().ToColumn());
            }

            // All steps in one transaction: a start that fails half-way leaves the old schema whole.
            session.Run("COMMIT");
            return new MigrationResult(applied.Count, applied.Count + remaining.Count, [.. remaining.Select(step => step.Name)]);
        }
        catch (SqliteException exception) when (SqliteFailure.IsUnavailable(exception))
        {
            throw SqliteFailure.Unavailable(factory.File, exception);
        }
    }
}
