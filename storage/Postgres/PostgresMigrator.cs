using Moltbot.Storage.Migrations;
using Moltbot.Storage.Sql;
using Npgsql;

namespace Moltbot.Storage.Postgres;

/// <summary>Migrates a PostgreSQL database. An advisory lock lets one process of the cluster do it.</summary>
internal sealed class PostgresMigrator(PostgresDatabase database, bool includeOrleansSchema, TimeProvider clock) : IMigrator
{
    private const string Set = "postgres";

    /// <summary>The set of tables and queries for Orleans' ADO.NET providers.</summary>
    private const string OrleansSet = "orleans";

    /// <summary>Any number that nobody else locks; "moltbot" in ASCII.</summary>
    private static readonly Statement Lock = new("SELECT 1 FROM pg_advisory_xact_lock(30803244250001268)");

    public async Task<MigrationResult> MigrateAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var session = new PostgresSession(connection, cancellationToken);
            await session.QueryAsync(Lock, row => row.GetInt64(0));
            await RunAsync(connection, SchemaTable.Create, cancellationToken);
            var result = await MigrateAsync(connection, session, Set, cancellationToken);
            if (includeOrleansSchema)
            {
                var orleans = await MigrateAsync(connection, session, OrleansSet, cancellationToken);
                result = result with { Applied = [.. result.Applied, .. orleans.Applied] };
            }

            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (Exception exception) when (PostgresFailure.IsUnavailable(exception))
        {
            throw PostgresFailure.Unavailable(exception);
        }
    }

    private async Task<MigrationResult> MigrateAsync(NpgsqlConnection connection, PostgresSession session, string set, CancellationToken cancellationToken)
    {
        var applied = await session.QueryAsync(SchemaTable.Read, SchemaTable.Map, set);
        var remaining = MigrationPlan.Remaining(set, Migration.Load(set), applied);
        foreach (var migration in remaining)
        {
            await RunAsync(connection, migration.Sql, cancellationToken);
            await session.ExecuteAsync(SchemaTable.Note, set, (long)migration.Version, migration.Name, migration.Checksum, clock.GetUtcNow().ToColumn());
        }

        return new MigrationResult(applied.Count, applied.Count + remaining.Count, [.. remaining.Select(step => step.Name)]);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
