using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Hosting;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Handshake;
using Moltbot.Gateway.Handshake.Tailscale;
using Moltbot.Gateway.Http;
using Moltbot.Gateway.Logs;
using Moltbot.Gateway.Methods;
using Moltbot.Gateway.Methods.Approvals;
using Moltbot.Gateway.Methods.Channels;
using Moltbot.Gateway.Methods.Devices;
using Moltbot.Gateway.Methods.Nodes;
using Moltbot.Gateway.Methods.Status;
using Moltbot.Gateway.Tenants;

namespace Moltbot.Gateway.Hosting;

/// <summary>Puts the gateway into a web host that has a grain engine.</summary>
public static class GatewayHosting
{
    /// <summary>Adds the gateway; the host's services have <c>IGrainFactory</c> and logging.</summary>
    public static IServiceCollection AddMoltbotGateway(this IServiceCollection services, GatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        AddTenants(services);
        AddConnections(services);
        AddMethods(services);
        services.AddGatewayMethods();
        services.AddGatewayHttp();
        return services;
    }

    /// <summary>Takes WebSockets on any path, and other requests that no endpoint of the host takes.</summary>
    public static WebApplication MapMoltbotGateway(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // No keep-alive: it would be a timer for each connection, and ticks do the same.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        ConnectionDoor door = app.Services.GetRequiredService<ConnectionDoor>();
        app.Use((context, next) => context.WebSockets.IsWebSocketRequest ? door.Enter(context) : next(context));
        app.UseGatewayHttp();
        return app;
    }

    private static void AddTenants(IServiceCollection services)
    {
        // Listeners are asked for when the first event comes: some of them need the views themselves.
        services.AddSingleton(static provider => new TenantViewServices(
            provider.GetRequiredService<GatewayOptions>(),
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ChannelReports>(),
            new Lazy<IReadOnlyList<ITenantEventListener>>(() => [.. provider.GetServices<ITenantEventListener>()]),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<TenantRedactions>()));
        services.TryAddSingleton<TenantRedactions>();
        services.AddSingleton<TenantViews>();
        services.AddSingleton<ITenantViews>(static provider => provider.GetRequiredService<TenantViews>());
        services.AddSingleton<NetworkSettings>();
        services.TryAddSingleton(static provider => new KnownTenants(
            provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<GatewayOptions>().GatewayId,
            provider.GetRequiredService<ILogger<KnownTenants>>()));
        services.AddSingleton<ITenantEventListener>(static provider => new ChannelEvents(provider.GetService<ChannelSupervisor>()));
    }

    private static void AddConnections(IServiceCollection services)
    {
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<Deadlines>();
        services.AddSingleton<PendingSockets>();
        services.AddSingleton<LocalTailscale>(static provider => new LocalTailscale(
            provider.GetRequiredService<GatewayOptions>().TailscaleSocket,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LocalTailscale>>()));
        services.AddSingleton<ITailscaleWhois>(static provider => new RememberedWhois(
            provider.GetRequiredService<LocalTailscale>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TailscaleDoor>();
        services.AddSingleton<UnknownTenants>();
        services.AddSingleton<Handshaker>();
        services.AddSingleton<Greeter>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<ConnectionServices>();
        services.AddSingleton<ConnectionDoor>();
        services.AddHostedService<GatewayLife>();
    }

    private static void AddMethods(IServiceCollection services)
    {
        services.AddSingleton<NodeEvents>();
        services.AddSingleton<NodeInvoking>();
        services.AddSingleton<ApprovalScreens>();
        services.AddSingleton<ITenantEventListener>(static provider => provider.GetRequiredService<ApprovalScreens>());
        services.AddSingleton<IMethodModule, StatusMethodsModule>();
        services.AddSingleton<IMethodModule, DeviceMethodsModule>();
        services.AddSingleton<IMethodModule, SetupModule>();
        services.AddSingleton<IMethodModule, NodeMethodsModule>();
        services.AddSingleton<IMethodModule, NodeCallsModule>();
        services.AddSingleton<IMethodModule, ApprovalsModule>();
        services.AddSingleton<IMethodModule, ExecDocumentModule>();
        services.AddChannelPlatforms();
        services.AddSingleton<ChannelReports>();
        services.AddSingleton<ChannelLogout>();
        services.AddSingleton<IMethodModule, ChannelMethodsModule>();
    }
}
