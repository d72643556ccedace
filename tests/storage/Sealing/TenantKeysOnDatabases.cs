using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Sealing;

public sealed class TenantKeysOnSqlite(SqliteFixture fixture) : TenantKeysTests(fixture), IClassFixture<SqliteFixture>;

public sealed class TenantKeysOnPostgres(PostgresFixture fixture) : TenantKeysTests(fixture), IClassFixture<PostgresFixture>;
