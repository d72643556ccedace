using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Methods.Status;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Tenants;

/// <summary>
/// The tenant's health summary, as bytes: asked for often, made at most once a minute (or on demand with <c>probe</c>), by one at a
/// time whoever waits.
/// </summary>
internal sealed partial class HealthView(TenantView view, TenantViewServices services)
{
    private readonly ILogger _logger = services.Loggers.CreateLogger<HealthView>();
    private readonly Lock _gate = new();
    private Made? _made;
    private Task<Made>? _making;
    private long _version;

    /// <summary>Counts summaries.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>The last summary, however old; the first is waited for. Null when it cannot be made.</summary>
    public async ValueTask<byte[]?> LastOrFirst()
    {
        if (_made is null)
        {
            await MakeAlone();
        }

        return _made?.Json;
    }

    /// <summary>The summary, not older than a minute.</summary>
    /// <param name="probe">Whether it must be made now.</param>
    public async ValueTask<byte[]> Get(bool probe)
    {
        if (!probe && _made is { } made && !IsDue(made))
        {
            return made.Json;
        }

        return (await Make()).Json;
    }

    public Task RefreshWhenDue() => _made is { } made && !IsDue(made) ? Task.CompletedTask : Make();

    /// <summary>Sends the summary to a client that has just connected; when it is too old, a new one goes to everybody.</summary>
    public void Greet(Connection connection)
    {
        if (_made is { } made && !IsDue(made))
        {
            var gatewayEvent = new GatewayEvent(made.Event, IsDroppable: true);
            if (EventRules.MayReceive(gatewayEvent, connection.Client!))
            {
                connection.Send(made.Event, isNumbered: true, isDroppable: true);
            }
        }
        else
        {
            _ = MakeAlone();
        }
    }

    private bool IsDue(Made made) => services.Time.GetElapsedTime(made.At) >= ProtocolLimits.HealthInterval;

    private async Task MakeAlone()
    {
        try
        {
            await Make();
        }
        catch (Exception error)
        {
            LogFailed(error);
        }
    }

    private Task<Made> Make()
    {
        lock (_gate)
        {
            return _making is { IsCompleted: false } making ? making : _making = MakeAnew();
        }
    }

    private async Task<Made> MakeAnew()
    {
        // Off the caller's lock and claim.
        await Task.Yield();
        CallerContext.Use(view.GatewayClaim);
        long began = services.Time.GetTimestamp();
        HealthSummary summary = await HealthBuilder.Build(view, services);
        summary = summary with { DurationMs = (long)services.Time.GetElapsedTime(began).TotalMilliseconds };
        byte[] json = RawJson.From(summary, StatusJson.Default.HealthSummary).Utf8.ToArray();
        long version = Interlocked.Increment(ref _version);
        EncodedEvent encoded = EncodedEvent.Create(EventNames.Health, json, new StateVersion(view.Presence.Version, version));
        _made = new Made(json, encoded, services.Time.GetTimestamp());
        view.Broadcast(new GatewayEvent(encoded, IsDroppable: true));
        return _made;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The health summary could not be made")]
    private partial void LogFailed(Exception error);

    private sealed record Made(byte[] Json, EncodedEvent Event, long At);
}
