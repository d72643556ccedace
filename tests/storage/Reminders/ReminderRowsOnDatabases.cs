using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Reminders;

public sealed class ReminderRowsOnSqlite(SqliteFixture fixture) : ReminderRowsTests(fixture), IClassFixture<SqliteFixture>;

public sealed class ReminderRowsOnPostgres(PostgresFixture fixture) : ReminderRowsTests(fixture), IClassFixture<PostgresFixture>;
