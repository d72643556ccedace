using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moltbot.Models.Calls;
using Moltbot.Models.Catalog;
using Moltbot.Models.Failover;
using Moltbot.Models.Providers;
using Moltbot.Models.Search;
using Moltbot.Models.Transport;

namespace Moltbot.Models;

/// <summary>Registers what this assembly offers.</summary>
public static class ModelServices
{
    /// <summary>
    /// Adds <see cref="IModelRouter"/>, <see cref="IModelClientFactory"/>, <see cref="IModelCatalog"/>, <see cref="IPublicCalls"/> and <see cref="IWebSearch"/>. Registered before, an
    /// <see cref="IFailoverPolicy"/>, <see cref="IProfileHealthStore"/>, <see cref="ModelTransportOptions"/> or
    /// <see cref="TimeProvider"/> of the host's own is kept. Needs logging.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="isPublic">Whether a host with these addresses, perhaps none, is of the open internet; providers that may not reach private
    /// networks are connected to such hosts only.</param>
    public static IServiceCollection AddMoltbotModels(this IServiceCollection services, Func<string, IReadOnlyList<IPAddress>, bool> isPublic)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new ModelTransportOptions());
        services.TryAddSingleton(provider => new ModelTransport(provider.GetRequiredService<ModelTransportOptions>(), isPublic));
        services.TryAddSingleton<IPublicCalls>(provider => new PublicCalls(provider.GetRequiredService<ModelTransportOptions>(), isPublic, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IWebSearch, WebSearch>();
        services.TryAddSingleton<IModelCatalog, ModelCatalog>();
        services.TryAddSingleton<IModelClientFactory, ModelClientFactory>();
        services.TryAddSingleton<IFailoverPolicy, FailoverPolicy>();
        services.TryAddSingleton<IProfileHealthStore, MemoryProfileHealthStore>();
        services.TryAddSingleton<IModelRouter, ModelRouter>();
        return services;
    }
}
