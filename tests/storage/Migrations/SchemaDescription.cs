using Moltbot.Storage.Sql;

namespace Moltbot.Storage.Tests.Migrations;

/// <summary>A database's schema as sorted lines, told by the database itself.</summary>
internal static class SchemaDescription
{
    private static readonly Statement Sqlite = new("SELECT type || ' ' || name || ': ' || coalesce(sql, '(implied)') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_sequence'");

    private static readonly Statement Postgres = new("""
        SELECT 'column ' || table_name || '.' || column_name || ': ' || data_type || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
               || coalesce(' default ' || column_default, '') || coalesce(' collate ' || collation_name, '')
               || CASE is_identity WHEN 'YES' THEN ' identity' ELSE '' END
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index ' || indexname || ': ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname || ': ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT 'query ' || QueryKey || ': ' || QueryText FROM OrleansQuery
        """);

    public static async Task<string> OfAsync(IDatabase database, bool isPostgres)
    {
        var lines = await database.QueryAsync(isPostgres ? Postgres : Sqlite, row => row.GetString(0), TestContext.Current.CancellationToken);
        return string.Join("\n", lines.Select(line => line.ReplaceLineEndings("\n").TrimEnd()).Order(StringComparer.Ordinal)) + "\n";
    }
}
