using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Http.Auth;
using Moltbot.Gateway.Http.Completions;
using Moltbot.Gateway.Http.Health;
using Moltbot.Gateway.Http.Hooks;
using Moltbot.Gateway.Http.ProxyProtocol;
using Moltbot.Gateway.Http.Responses;
using Moltbot.Gateway.Http.Runs;
using Moltbot.Gateway.Http.Tools;
using Moltbot.Gateway.Http.Ui;

namespace Moltbot.Gateway.Http;

/// <summary>Puts the HTTP surface into a web host.</summary>
public static partial class GatewayHttpServices
{
    /// <summary>Adds it; the gateway's own services are needed beside it.</summary>
    public static IServiceCollection AddGatewayHttp(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services
            .AddSingleton<RunStreams>()
            .AddSingleton<ITenantEventListener>(static provider => provider.GetRequiredService<RunStreams>())
            .AddSingleton<HttpRuns>()
            .AddSingleton<HttpDoor>()
            .AddSingleton<HookDoor>()
            .AddSingleton<HookRuns>()
            .AddSingleton<HooksEndpoint>()
            .AddSingleton<HealthEndpoints>()
            .AddSingleton<ToolsEndpoint>()
            .AddSingleton<CompletionsEndpoint>()
            .AddSingleton<ResponsesEndpoint>()
            .AddSingleton<AvatarEndpoint>()
            .AddSingleton<ControlUi>()
            .AddSingleton<ProxyProtocolNotice>()
            .AddSingleton<GatewayHttp>();
    }

    /// <summary>Answers every request that no endpoint of the host takes (webhooks are such endpoints).</summary>
    public static IApplicationBuilder UseGatewayHttp(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        GatewayHttp http = app.ApplicationServices.GetRequiredService<GatewayHttp>();
        ILogger logger = app.ApplicationServices.GetRequiredService<ILogger<GatewayHttp>>();
        return app.Use((context, next) => context.GetEndpoint() is null ? Answer(http, context, logger) : next(context));
    }

    private static async Task Answer(GatewayHttp http, HttpContext context, ILogger logger)
    {
        try
        {
            await http.Answer(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to tell.
        }
        catch (Exception error) when (!context.Response.HasStarted && error is not BadHttpRequestException)
        {
            if (Failures.IsOurs(error))
            {
                LogFailed(logger, context.TraceIdentifier, error);
            }

            await RunErrors.Answer(context, Failures.ErrorOf(error));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    private static partial void LogFailed(ILogger logger, string requestId, Exception error);
}
