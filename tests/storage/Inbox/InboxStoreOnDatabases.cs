using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Inbox;

public sealed class InboxStoreOnSqlite(SqliteFixture fixture) : InboxStoreTests(fixture), IClassFixture<SqliteFixture>;

public sealed class InboxStoreOnPostgres(PostgresFixture fixture) : InboxStoreTests(fixture), IClassFixture<PostgresFixture>;
