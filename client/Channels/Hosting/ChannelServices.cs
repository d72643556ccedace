using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Discord;
using Moltbot.Gateway.Channels.Telegram;
using Moltbot.Gateway.Channels.Telegram.Webhooks;
using Moltbot.Gateway.Tenants;

namespace Moltbot.Gateway.Channels.Hosting;

/// <summary>
/// Puts the channels into a gateway. The gateway passes on every tenant event it observes
/// (<see cref="ChannelSupervisor.OnEvent"/>) and observes every tenant it serves, whether or not that has clients.
/// </summary>
public static class ChannelServices
{
    /// <summary>
    /// Adds the channels. Needs <see cref="IGrainFactory"/>, <see cref="TimeProvider"/>, logging and
    /// <see cref="Tenants.ITenantViews"/> among the services.
    /// </summary>
    public static IServiceCollection AddChannels(this IServiceCollection services, ChannelHostOptions options)
    {
        services.AddSingleton(options);
        services.AddChannelPlatforms();
        services.TryAddSingleton(provider => new KnownTenants(
            provider.GetRequiredService<IGrainFactory>(), options.GatewayId, provider.GetRequiredService<ILogger<KnownTenants>>()));
        services.TryAddSingleton<NetworkSettings>();
        services.AddSingleton<IChannelConfigurations, TenantChannelConfigurations>();
        services.AddSingleton(provider => new ChannelAccounts(provider.GetRequiredService<IGrainFactory>(), options.GatewayId));
        services.AddSingleton(provider => new WebhookAttempts(
            provider.GetRequiredService<IGrainFactory>(), options.GatewayId, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WebhookEndpoint>();
        services.AddSingleton<ChannelSupervisor>();
        services.AddHostedService<ChannelHost>();
        return services;
    }

    /// <summary>
    /// Adds the platforms there are: the one place that names them. They answer questions about accounts also on a gateway that runs
    /// none. Safe to call twice.
    /// </summary>
    public static IServiceCollection AddChannelPlatforms(this IServiceCollection services)
    {
        services.TryAddSingleton<WebhookRoutes>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelPlatform, TelegramPlatform>(static provider => new TelegramPlatform(
            provider.GetService<ChannelHostOptions>()?.Platforms ?? new ChannelPlatformOptions(),
            provider.GetRequiredService<WebhookRoutes>(),
            provider.GetRequiredService<TimeProvider>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelPlatform, DiscordPlatform>(static provider => new DiscordPlatform(
            provider.GetService<ChannelHostOptions>()?.Platforms ?? new ChannelPlatformOptions(),
            provider.GetRequiredService<TimeProvider>())));
        return services;
    }

    /// <summary>Serves the platforms' webhooks on the gateway's port.</summary>
    public static IEndpointConventionBuilder MapTelegramWebhook(this IEndpointRouteBuilder endpoints) =>
        WebhookEndpoint.Map(endpoints, endpoints.ServiceProvider.GetRequiredService<WebhookEndpoint>());
}
