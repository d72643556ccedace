using Moltbot.TestSupport.Postgres;

namespace Moltbot.Storage.Tests.Support;

/// <summary>A database of its own on the test run's PostgreSQL server.</summary>
public sealed class PostgresFixture : StorageFixture
{
    private string? connectionString;

    public override StorageOptions Options => new()
    {
        StatePath = StatePath,
        PostgresConnectionString = connectionString,
        PostgresMaxPoolSize = 10,
        IncludeOrleansSchema = true,
    };

    protected override async Task StartAsync()
    {
        var (server, reason) = await PostgresServer.SharedAsync();
        SkipReason = reason;
        connectionString = server is null ? null : await server.CreateDatabaseAsync();
    }
}
