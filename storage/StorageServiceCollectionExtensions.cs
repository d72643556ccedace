using Microsoft.Extensions.DependencyInjection;

namespace Moltbot.Storage;

/// <summary>Registration of the stores.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Registers every store, the grain storage, the reminder rows, the sealer and the migrator over the database that the
    /// options name. Run <see cref="Migrations.IMigrator.MigrateAsync"/> before first use.
    /// </summary>
    public static IServiceCollection AddMoltbotStorage(this IServiceCollection services, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        return services;
    }
}
