using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moltbot.Storage.Audit;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Idempotency;
using Moltbot.Storage.Inbox;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Outbox;
using Moltbot.Storage.Ownership;
using Moltbot.Storage.Postgres;
using Moltbot.Storage.Reminders;
using Moltbot.Storage.Sealing;
using Moltbot.Storage.Sessions;
using Moltbot.Storage.Sql;
using Moltbot.Storage.Sqlite;
using Moltbot.Storage.Tasks;
using Moltbot.Storage.Transcripts;
using Moltbot.Storage.Turns;
using Moltbot.Storage.Workspaces;

namespace Moltbot.Storage;

/// <summary>Registration of the stores.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>Name of the database file in the state folder.</summary>
    public const string DatabaseFileName = "moltbot.db";

    /// <summary>
    /// Registers every store, the sealer and the migrator over the database that the options name, and, for the host to
    /// hand to its engine, <see cref="SealedGrainStorage"/> and <see cref="ReminderTable"/> as themselves. Run
    /// <see cref="IMigrator.MigrateAsync"/> before first use.
    /// </summary>
    public static IServiceCollection AddMoltbotStorage(this IServiceCollection services, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => options.MasterKey is { Length: > 0 } text
            ? MasterKey.Parse(text, "the options (MOLTBOT_MASTER_KEY)")
            : MasterKey.FromFile(options.StatePath));
        if (options.PostgresConnectionString is { Length: > 0 } connectionString)
        {
            services.AddPostgres(options, connectionString);
        }
        else
        {
            services.AddSqlite(options);
        }

        return services.AddStores();
    }

    private static void AddPostgres(this IServiceCollection services, StorageOptions options, string connectionString)
    {
        services.AddSingleton(_ => new PostgresDatabase(connectionString, options.PostgresMaxPoolSize));
        services.AddSingleton<IDatabase>(provider => provider.GetRequiredService<PostgresDatabase>());
        services.AddSingleton<IDatabaseOwnership>(provider => new PostgresOwnership(
            provider.GetRequiredService<PostgresDatabase>(),
            connectionString,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<PostgresOwnership>>() ?? NullLogger<PostgresOwnership>.Instance));
        services.AddSingleton<IMigrator>(provider => new PostgresMigrator(
            provider.GetRequiredService<PostgresDatabase>(), options.IncludeOrleansSchema, provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddSqlite(this IServiceCollection services, StorageOptions options)
    {
        var factory = new SqliteConnectionFactory(Path.Combine(options.StatePath, DatabaseFileName), options.SqliteSynchronous);
        services.AddSingleton<IDatabase>(_ => new SqliteDatabase(factory));
        services.AddSingleton<IDatabaseOwnership, FolderOwnership>();
        services.AddSingleton<IMigrator>(provider => new SqliteMigrator(factory, provider.GetRequiredService<TimeProvider>()));
    }

    private static IServiceCollection AddStores(this IServiceCollection services)
    {
        services.AddSingleton<ITenantKeys, TenantKeys>();
        services.AddSingleton<IPayloadSealer, PayloadSealer>();
        services.AddSingleton<ITranscriptStore, TranscriptStore>();
        services.AddSingleton<ITurnStore, TurnStore>();
        services.AddSingleton<IInboxStore, InboxStore>();
        services.AddSingleton<IOutboxStore, OutboxStore>();
        services.AddSingleton<ITaskStore, TaskStore>();
        services.AddSingleton<IAuditStore, AuditStore>();
        services.AddSingleton<IWorkspaceStore, WorkspaceStore>();
        services.AddSingleton<ISessionIndexStore, SessionIndexStore>();
        services.AddSingleton<IIdempotencyStore, IdempotencyStore>();
        services.AddSingleton<IReminderRows, ReminderRows>();
        services.AddSingleton<ReminderTable>();
        services.TryAddSingleton<IGrainStateSerializer>(provider => new JsonGrainStateSerializer(provider.GetRequiredService<StorageOptions>().StateJson));
        services.AddSingleton(provider => new SealedGrainStorage(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ITenantKeys>(), provider.GetRequiredService<IGrainStateSerializer>()));
        return services;
    }
}
