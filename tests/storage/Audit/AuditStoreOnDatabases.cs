using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Audit;

public sealed class AuditStoreOnSqlite(SqliteFixture fixture) : AuditStoreTests(fixture), IClassFixture<SqliteFixture>;

public sealed class AuditStoreOnPostgres(PostgresFixture fixture) : AuditStoreTests(fixture), IClassFixture<PostgresFixture>;
