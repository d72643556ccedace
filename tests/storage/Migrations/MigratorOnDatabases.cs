using Moltbot.Storage.Tests.Support;
using Moltbot.TestSupport.Postgres;

namespace Moltbot.Storage.Tests.Migrations;

public sealed class MigratorOnSqlite(SqliteFixture fixture) : MigratorTests(fixture, "sqlite"), IClassFixture<SqliteFixture>
{
    private readonly SqliteFixture fixture = fixture;

    protected override Task<string> EmptyAsync() => Task.FromResult(Path.Combine(fixture.StatePath, "second"));

    protected override StorageOptions Point(StorageOptions options, string place) => options with { StatePath = place };
}

public sealed class MigratorOnPostgres(PostgresFixture fixture) : MigratorTests(fixture, "postgres"), IClassFixture<PostgresFixture>
{
    protected override async Task<string> EmptyAsync() => await (await PostgresServer.SharedAsync()).Server!.CreateDatabaseAsync();

    protected override StorageOptions Point(StorageOptions options, string place) => options with { PostgresConnectionString = place };
}
