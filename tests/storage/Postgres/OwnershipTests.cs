using System.Globalization;
using Microsoft.Extensions.Logging;
using Moltbot.Storage.Ownership;
using Moltbot.Storage.Postgres;
using Moltbot.Storage.Sql;
using Moltbot.TestSupport.Postgres;
using Moltbot.TestSupport.Time;
using Npgsql;

namespace Moltbot.Storage.Tests.Postgres;

/// <summary>One process, or one cluster, has the database; a process that lost it writes nothing.</summary>
public sealed class OwnershipTests
{
    private static readonly Statement Write = new("SELECT 1");

    [Fact]
    public async Task A_second_process_is_told_who_has_it_and_what_to_do()
    {
        string database = await Database();
        await using Owner first = new(database);
        await first.Ownership.Acquire(DatabaseUse.Alone, TestContext.Current.CancellationToken);
        await using Owner second = new(database);

        var refused = await Should.ThrowAsync<DatabaseInUseException>(
            () => second.Ownership.Acquire(DatabaseUse.Alone, TestContext.Current.CancellationToken));

        refused.Message.ShouldContain(new NpgsqlConnectionStringBuilder(database).Database!);
        refused.Message.ShouldContain($"advisory lock {PostgresLock.Key.ToString(CultureInfo.InvariantCulture)} is held by moltbot (owner), server process ");
        refused.Message.ShouldContain("stop that one, or give this one a database of its own (--postgres)");
    }

    [Fact]
    public async Task A_process_that_ended_leaves_it_to_the_next()
    {
        string database = await Database();
        await using (Owner first = new(database))
        {
            await first.Ownership.Acquire(DatabaseUse.Alone, TestContext.Current.CancellationToken);
        }

        // The server notices a moment after the end that a session is gone.
        await using Owner second = new(database) { Patience = Waits.Limit };
        await second.Ownership.Acquire(DatabaseUse.Alone, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_cluster_shares_it_and_keeps_those_out_who_want_it_alone()
    {
        string database = await Database();
        await using Owner first = new(database), second = new(database), alone = new(database);
        await first.Ownership.Acquire(DatabaseUse.Cluster, TestContext.Current.CancellationToken);
        await second.Ownership.Acquire(DatabaseUse.Cluster, TestContext.Current.CancellationToken);

        var refused = await Should.ThrowAsync<DatabaseInUseException>(
            () => alone.Ownership.Acquire(DatabaseUse.Alone, TestContext.Current.CancellationToken));

        refused.Message.ShouldContain("held by moltbot (member of a cluster)");
    }

    [Fact]
    public async Task A_member_of_a_cluster_is_kept_out_by_who_has_it_alone()
    {
        string database = await Database();
        await using Owner alone = new(database), member = new(database);
        await alone.Ownership.Acquire(DatabaseUse.Alone, TestContext.Current.CancellationToken);

        await Should.ThrowAsync<DatabaseInUseException>(() => member.Ownership.Acquire(DatabaseUse.Cluster, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_session_that_is_cut_is_taken_up_again()
    {
        string database = await Database();
        await using Owner owner = new(database);
        await owner.Ownership.Acquire(DatabaseUse.Alone, TestContext.Current.CancellationToken);

        await Cut(database);
        await owner.Said("The database's lock is held again").InTime();

        (await owner.Write()).ShouldBe(-1);
        owner.Ownership.Lost.IsCompleted.ShouldBeFalse();
        await using Owner second = new(database);
        await Should.ThrowAsync<DatabaseInUseException>(() => second.Ownership.Acquire(DatabaseUse.Alone, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_lost_it_to_another_process_writes_nothing_any_more(bool stays)
    {
        string database = await Database();
        await using Owner owner = new(database);
        await owner.Ownership.Acquire(DatabaseUse.Alone, TestContext.Current.CancellationToken);
        Owner other = new(database) { Patience = Waits.Limit };

        // It waits for the lock, and so has it as soon as the session is gone.
        Task acquired = other.Ownership.Acquire(DatabaseUse.Alone, TestContext.Current.CancellationToken);
        await SomebodyWaits(database);
        await Cut(database);
        await acquired;
        if (!stays)
        {
            await other.DisposeAsync();
        }

        string why = await owner.Ownership.Lost.InTime();
        why.ShouldNotBeEmpty();
        var refused = await Should.ThrowAsync<StorageUnavailableException>(owner.Write);
        refused.Message.ShouldBe("PostgreSQL did not take the request: another process has it.");
        if (stays)
        {
            await other.DisposeAsync();
        }
    }

    private static async Task<string> Database()
    {
        var (server, reason) = await PostgresServer.SharedAsync();
        Assert.SkipWhen(server is null, reason ?? "");
        return await server!.CreateDatabaseAsync();
    }

    /// <summary>Ends the session that holds the lock, as an administrator or a failure would: the one that waits for nothing but its client.</summary>
    private static Task Cut(string database) => Waits.Until(
        async () => await Ask(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'moltbot (owner)' AND wait_event_type = 'Client'") is true,
        "a session to end");

    private static Task SomebodyWaits(string database) => Waits.Until(
        async () => await Ask(database, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") is not null,
        "somebody to wait for the lock");

    private static async Task<object?> Ask(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What one process has.</summary>
    private sealed class Owner : IAsyncDisposable, ILogger<PostgresOwnership>
    {
        private readonly PostgresDatabase _database;
        private readonly Lock _gate = new();
        private readonly List<string> _said = [];
        private readonly List<(string Text, TaskCompletionSource Heard)> _listeners = [];
        private readonly Lazy<PostgresOwnership> _ownership;

        public Owner(string connectionString)
        {
            _database = new PostgresDatabase(connectionString, maxPoolSize: 5);
            _ownership = new Lazy<PostgresOwnership>(() => new PostgresOwnership(_database, connectionString, TimeProvider.System, this) { Patience = Patience });
        }

        public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);

        public PostgresOwnership Ownership => _ownership.Value;

        public Task<int> Write() => _database.WriteAsync(
            session => session.ExecuteAsync(OwnershipTests.Write), TestContext.Current.CancellationToken);

        public Task Said(string text)
        {
            lock (_gate)
            {
                var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _listeners.Add((text, heard));
                if (_said.Contains(text, StringComparer.Ordinal))
                {
                    heard.SetResult();
                }

                return heard.Task;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Ownership.DisposeAsync();
            await _database.DisposeAsync();
        }

        IDisposable? ILogger.BeginScope<TState>(TState state) => null;

        bool ILogger.IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string text = formatter(state, exception);
            lock (_gate)
            {
                _said.Add(text);
                foreach ((string wanted, TaskCompletionSource heard) in _listeners)
                {
                    if (wanted == text)
                    {
                        heard.TrySetResult();
                    }
                }
            }
        }
    }
}
