using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moltbot.Grains.Channels;
using Moltbot.Grains.Security;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tenants;

namespace Moltbot.Grains;

/// <summary>Registers what the grains need beside the engine, the stores and the models.</summary>
public static class GrainsServiceCollectionExtensions
{
    /// <summary>Adds it. The host provides <see cref="IConfigurationDocuments"/> and <see cref="IGatewaySecrets"/>.</summary>
    public static IServiceCollection AddMoltbotGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IIncomingGrainCallFilter, ClaimFilter>();
        services.AddSingleton<ITenantConfigurations, TenantConfigurations>();
        services.AddSingleton<ChannelTextCutter>();
        return services.AddMoltbotSessions();
    }
}
