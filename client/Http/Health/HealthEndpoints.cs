using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Http.Routing;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Readiness;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Protocol.Http;

namespace Moltbot.Gateway.Http.Health;

/// <summary>
/// <c>/healthz</c>: the process answers, nothing else is asked. <c>/readyz</c>: grains answer and storage can be read and written, now or
/// at most a second ago, however many ask.
/// </summary>
internal sealed partial class HealthEndpoints(
    GatewayOptions options, IGrainFactory grains, OpenConnections open, TimeProvider time, ILogger<HealthEndpoints> logger)
{
    public const string Alive = HttpPaths.Alive;
    public const string Ready = HttpPaths.Ready;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private Task<Checks>? _checking;
    private long _checkedAt;

    public Task AnswerAlive(HttpContext context) => HttpAnswer.Json(context, StatusCodes.Status200OK, new JsonObject { ["ok"] = true });

    public async Task AnswerReady(HttpContext context)
    {
        Checks checks = await Look();
        bool ready = checks is { Grains: true, Storage: true } && !open.IsStopping;
        await HttpAnswer.Json(
            context,
            ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new JsonObject
            {
                ["ready"] = ready,
                ["grains"] = checks.Grains,
                ["storage"] = checks.Storage,
                ["stopping"] = open.IsStopping,
            });
    }

    private Task<Checks> Look()
    {
        lock (_gate)
        {
            if (_checking is null || (_checking.IsCompleted && time.GetElapsedTime(_checkedAt) >= MaxAge))
            {
                _checkedAt = time.GetTimestamp();
                _checking = Check();
            }

            return _checking;
        }
    }

    private async Task<Checks> Check()
    {
        await Task.Yield();
        CallerContext.Use(CallerClaim.ForGateway(TenantId.Default, options.GatewayId));
        bool answering = await Works("grains", () => grains.GetGrain<ITenantGrain>(TenantId.Default).Configuration(0));
        bool storage = answering
            && await Works("storage", () => grains.GetGrain<ISessionIndexGrain>(TenantId.Default).List(new SessionQuery { Limit = 1 }))
            && await Works("storage", () => grains.GetGrain<IStorageProbeGrain>(TenantId.Default).Write());
        return new Checks(answering, storage);
    }

    private async Task<bool> Works(string what, Func<Task> ask)
    {
        try
        {
            await ask().WaitAsync(Patience, time);
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            LogNotReady(what, error);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready: {What} did not answer")]
    private partial void LogNotReady(string what, Exception error);

    private sealed record Checks(bool Grains, bool Storage);
}
