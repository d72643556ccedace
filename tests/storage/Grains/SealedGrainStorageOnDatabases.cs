using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Grains;

public sealed class SealedGrainStorageOnSqlite(SqliteFixture fixture) : SealedGrainStorageTests(fixture), IClassFixture<SqliteFixture>;

public sealed class SealedGrainStorageOnPostgres(PostgresFixture fixture) : SealedGrainStorageTests(fixture), IClassFixture<PostgresFixture>;
