using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Idempotency;

public sealed class IdempotencyStoreOnSqlite(SqliteFixture fixture) : IdempotencyStoreTests(fixture), IClassFixture<SqliteFixture>;

public sealed class IdempotencyStoreOnPostgres(PostgresFixture fixture) : IdempotencyStoreTests(fixture), IClassFixture<PostgresFixture>;
