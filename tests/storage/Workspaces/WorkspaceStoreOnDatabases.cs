using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Workspaces;

public sealed class WorkspaceStoreOnSqlite(SqliteFixture fixture) : WorkspaceStoreTests(fixture), IClassFixture<SqliteFixture>;

public sealed class WorkspaceStoreOnPostgres(PostgresFixture fixture) : WorkspaceStoreTests(fixture), IClassFixture<PostgresFixture>;
