using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Moltbot.Gateway.Hosting;

/// <summary>Puts the gateway into a web host that has a grain engine.</summary>
public static class GatewayHosting
{
    /// <summary>Adds the gateway; the host's services have <c>IGrainFactory</c>.</summary>
    public static IServiceCollection AddMoltbotGateway(this IServiceCollection services, GatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>Takes WebSockets on any path; other requests go on to the endpoints.</summary>
    public static WebApplication MapMoltbotGateway(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // No keep-alive: it would be a timer for each connection, and ticks do the same.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        return app;
    }
}
