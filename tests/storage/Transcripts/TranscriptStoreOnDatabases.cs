using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Transcripts;

public sealed class TranscriptStoreOnSqlite(SqliteFixture fixture) : TranscriptStoreTests(fixture), IClassFixture<SqliteFixture>;

public sealed class TranscriptStoreOnPostgres(PostgresFixture fixture) : TranscriptStoreTests(fixture), IClassFixture<PostgresFixture>;
