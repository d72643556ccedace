using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moltbot.Embedded.Engine;
using Moltbot.Embedded.Hosting;
using Moltbot.Embedded.Reminders;
using Orleans;
using Orleans.Timers;

namespace Moltbot.Embedded;

/// <summary>Adds the engine to a host.</summary>
public static class EmbeddedGrains
{
    /// <summary>Adds the engine: <c>IGrainFactory</c>, reminders (kept by the <c>IReminderTable</c> service, in memory when there is
    /// none) and the hosted service that ends activations when the host stops.</summary>
    public static IServiceCollection AddEmbeddedGrains(this IServiceCollection services, Action<EmbeddedGrainOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<EmbeddedGrainOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton<GrainEngine>();
        services.TryAddSingleton<IGrainFactory>(static provider => provider.GetRequiredService<GrainEngine>().Factory);
        services.TryAddSingleton<IReminderTable, InMemoryReminderTable>();
        services.TryAddSingleton<ReminderService>();
        services.TryAddSingleton<IReminderRegistry>(static provider => provider.GetRequiredService<ReminderService>());
        services.AddHostedService<GrainEngineService>();
        return services;
    }
}
