using System.Data.Common;
using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Migrations;

/// <summary>The table of applied migrations, alike in both databases.</summary>
internal static class SchemaTable
{
    public const string Create = """
        CREATE TABLE IF NOT EXISTS schema_versions (
            schema_set text NOT NULL,
            version    bigint NOT NULL,
            name       text NOT NULL,
            checksum   text NOT NULL,
            applied_at bigint NOT NULL,
            PRIMARY KEY (schema_set, version)
        )
        """;

    public static readonly Statement Read = new("SELECT version, name, checksum FROM schema_versions WHERE schema_set = $1 ORDER BY version");

    public static readonly Statement Note = new("INSERT INTO schema_versions (schema_set, version, name, checksum, applied_at) VALUES ($1, $2, $3, $4, $5)");

    public static AppliedMigration Map(DbDataReader row) => new((int)row.GetInt64(0), row.GetString(1), row.GetString(2));
}
