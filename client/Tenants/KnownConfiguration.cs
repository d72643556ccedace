using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Tenants;

/// <summary>
/// The tenant's configuration, each version parsed once. While the events come, a change is told; otherwise the version is asked for,
/// at most once a second.
/// </summary>
internal sealed class KnownConfiguration(string tenant, TenantViewServices services, Func<bool> isTold)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    // Told or not: what was missed is found within so long.
    private static readonly TimeSpan MaxAgeTold = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Known? _known;
    private Task<ConfigDocument>? _reading;

    public ValueTask<ConfigDocument> Get()
    {
        if (Volatile.Read(ref _known) is { IsStale: false } known
            && services.Time.GetElapsedTime(known.ReadAt) < (isTold() ? MaxAgeTold : MaxAge))
        {
            return ValueTask.FromResult(known.Document);
        }

        return new ValueTask<ConfigDocument>(Read());
    }

    public void Invalidate()
    {
        lock (_gate)
        {
            // A reading under way may have begun before the change.
            _reading = null;
            if (_known is not null)
            {
                _known = _known with { IsStale = true };
            }
        }
    }

    private Task<ConfigDocument> Read()
    {
        lock (_gate)
        {
            return _reading is { IsCompleted: false } reading ? reading : _reading = ReadAnew(_known);
        }
    }

    private async Task<ConfigDocument> ReadAnew(Known? known)
    {
        // Off the caller's lock.
        await Task.Yield();
        CallerContext.Use(CallerClaim.ForGateway(tenant, services.Options.GatewayId));
        long readAt = services.Time.GetTimestamp();
        ConfigurationState? state = await services.Grains.GetGrain<ITenantGrain>(tenant).Configuration(known?.Document.Version ?? 0);
        ConfigDocument document = state is not null
            ? ConfigDocument.Restore(state.Effective, state.Hash, state.Version)
            : known?.Document ?? ConfigDocument.Empty;
        services.Redactions.Learn(tenant, document.Logging);
        lock (_gate)
        {
            if (_known is null || ReferenceEquals(_known.Document, known?.Document))
            {
                bool overtaken = _known is { IsStale: true } && known is { IsStale: false };
                _known = new Known(document, readAt, overtaken);
            }
        }

        return document;
    }

    private sealed record Known(ConfigDocument Document, long ReadAt, bool IsStale);
}
