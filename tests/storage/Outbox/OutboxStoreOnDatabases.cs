using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Outbox;

public sealed class OutboxStoreOnSqlite(SqliteFixture fixture) : OutboxStoreTests(fixture), IClassFixture<SqliteFixture>;

public sealed class OutboxStoreOnPostgres(PostgresFixture fixture) : OutboxStoreTests(fixture), IClassFixture<PostgresFixture>;
