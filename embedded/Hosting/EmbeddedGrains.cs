using Microsoft.Extensions.DependencyInjection;

namespace Moltbot.Embedded;

/// <summary>Adds the engine to a host.</summary>
public static class EmbeddedGrains
{
    /// <summary>Adds the engine: <c>IGrainFactory</c>, reminders (kept by the <c>IReminderTable</c> service, in memory when there is
    /// none) and the hosted service that ends activations when the host stops.</summary>
    public static IServiceCollection AddEmbeddedGrains(this IServiceCollection services, Action<Hosting.EmbeddedGrainOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<Hosting.EmbeddedGrainOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return services;
    }
}
