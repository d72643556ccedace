namespace Moltbot.Storage.Tests.Support;

/// <summary>SQLite in a temporary folder.</summary>
public sealed class SqliteFixture : StorageFixture
{
    public override StorageOptions Options => new() { StatePath = StatePath, SqliteSynchronous = SqliteSynchronous.Normal };

    protected override Task StartAsync() => Task.CompletedTask;
}
