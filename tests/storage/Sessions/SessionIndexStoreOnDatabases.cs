using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Sessions;

public sealed class SessionIndexStoreOnSqlite(SqliteFixture fixture) : SessionIndexStoreTests(fixture), IClassFixture<SqliteFixture>;

public sealed class SessionIndexStoreOnPostgres(PostgresFixture fixture) : SessionIndexStoreTests(fixture), IClassFixture<PostgresFixture>;
