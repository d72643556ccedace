using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Gateway.Channels.Telegram;
using Moltbot.Gateway.Channels.Telegram.Webhooks;

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
        services.AddSingleton<WebhookRoutes>();
        services.AddSingleton<IChannelConfigurations, TenantChannelConfigurations>();
        services.AddSingleton(provider => new ChannelAccounts(provider.GetRequiredService<IGrainFactory>(), options.GatewayId));
        services.AddSingleton(provider => new WebhookAttempts(
            provider.GetRequiredService<IGrainFactory>(), options.GatewayId, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IChannelPlatform>(provider => new TelegramPlatform(
            options.Telegram, provider.GetRequiredService<WebhookRoutes>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WebhookEndpoint>();
        services.AddSingleton<ChannelSupervisor>();
        services.AddHostedService<ChannelHost>();
        return services;
    }

    /// <summary>Serves the platforms' webhooks on the gateway's port.</summary>
    public static IEndpointConventionBuilder MapTelegramWebhook(this IEndpointRouteBuilder endpoints) =>
        WebhookEndpoint.Map(endpoints, endpoints.ServiceProvider.GetRequiredService<WebhookEndpoint>());
}
