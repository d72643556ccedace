using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Turns;

public sealed class TurnStoreOnSqlite(SqliteFixture fixture) : TurnStoreTests(fixture), IClassFixture<SqliteFixture>;

public sealed class TurnStoreOnPostgres(PostgresFixture fixture) : TurnStoreTests(fixture), IClassFixture<PostgresFixture>;
