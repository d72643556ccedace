using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Sql;
using Moltbot.Storage.Tests.Support;

namespace Moltbot.Storage.Tests.Migrations;

public abstract class MigratorTests(StorageFixture fixture, string baseline)
{
    private readonly IMigrator migrator = fixture.Get<IMigrator>();

    /// <summary>
    /// A schema changes by a new migration only. When this fails after one was added, look at the difference and run the
    /// test with MOLTBOT_WRITE_BASELINES=1.
    /// </summary>
    [Fact]
    public async Task The_schema_is_the_one_checked_in()
    {
        var actual = await SchemaDescription.OfAsync(fixture.Get<IDatabase>(), baseline == "postgres");
        var path = Path.Combine(AppContext.BaseDirectory, "Migrations", $"{baseline}.schema.txt");
        if (Environment.GetEnvironmentVariable("MOLTBOT_WRITE_BASELINES") is { Length: > 0 } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{baseline}.schema.txt"), actual);
        }

        actual.ShouldBe(await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_migrated_database_is_left_alone()
    {
        var result = await migrator.MigrateAsync();
        result.Applied.ShouldBeEmpty();
        result.From.ShouldBe(result.To);
        result.To.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await RunAsync("INSERT INTO schema_versions (schema_set, version, name, checksum, applied_at) SELECT schema_set, 1000, 'future', '', 0 FROM schema_versions WHERE version = 1");
        var error = await Should.ThrowAsync<InvalidOperationException>(() => migrator.MigrateAsync());
        error.Message.ShouldContain("version 1000 (future)");
        await RunAsync("DELETE FROM schema_versions WHERE version = 1000");
    }

    [Fact]
    public async Task A_migration_edited_after_it_was_applied_is_refused()
    {
        await RunAsync("UPDATE schema_versions SET checksum = 'x' || checksum WHERE version = 1");
        (await Should.ThrowAsync<InvalidOperationException>(() => migrator.MigrateAsync())).Message.ShouldContain("other contents");
        await RunAsync("UPDATE schema_versions SET checksum = substr(checksum, 2) WHERE version = 1");
        (await migrator.MigrateAsync()).Applied.ShouldBeEmpty();
    }

    [Fact]
    public async Task Processes_that_start_together_migrate_once()
    {
        var empty = await EmptyAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => fixture.Open(options => Point(options, empty)).GetRequiredService<IMigrator>().MigrateAsync())));
        results.Count(result => result.Applied.Count > 0).ShouldBe(1);
        results.Select(result => result.To).Distinct().Count().ShouldBe(1);
    }

    /// <summary>A place for a database that nothing was applied to yet.</summary>
    protected abstract Task<string> EmptyAsync();

    protected abstract StorageOptions Point(StorageOptions options, string place);

    private Task RunAsync(string sql) => fixture.Get<IDatabase>().ExecuteAsync(new Statement(sql), TestContext.Current.CancellationToken);
}
