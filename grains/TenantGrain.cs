using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;

namespace Moltbot.Grains;

/// <summary>
/// What every grain here is: it belongs to the tenant of its key, takes its time from one clock, and calls other grains of its
/// tenant in its own name.
/// </summary>
public abstract class TenantGrain : Grain
{
    /// <summary>The store that holds the rows of all grains.</summary>
    public const string Store = "moltbot";

    private GrainKey? _key;

    /// <summary>Makes one.</summary>
    protected TenantGrain(TimeProvider time) => Time = time;

    /// <summary>The clock.</summary>
    protected TimeProvider Time { get; }

    /// <summary>Now, epoch milliseconds.</summary>
    protected long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The grain's own key.</summary>
    protected GrainKey Key => _key ??= GrainKey.Parse(this.GetPrimaryKeyString());

    /// <summary>The tenant it belongs to.</summary>
    protected string Tenant => Key.Tenant;

    /// <summary>The principal that called, for audit records; the grain itself when the runtime did.</summary>
    protected static string Principal => CallerContext.Caller?.Principal ?? "grain";

    /// <inheritdoc/>
    public sealed override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // What is no key names no grain: it does nothing, and whoever called it is told so by the filter.
        if (!GrainKey.TryParse(this.GetPrimaryKeyString(), out _))
        {
            return;
        }

        // Whoever's call woke the grain, what it does to wake up is its own doing.
        ActAsGrain();
        await Start(cancellationToken);
    }

    /// <summary>Prepares the grain before its first call.</summary>
    protected virtual Task Start(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Another grain of the same tenant.</summary>
    /// <exception cref="InvalidOperationException">The key is another tenant's.</exception>
    protected TGrain Peer<TGrain>(GrainKey key)
        where TGrain : IGrainWithStringKey =>
        key.Tenant == Tenant
            ? GrainFactory.GetGrain<TGrain>(key.ToString())
            : throw new InvalidOperationException("a grain calls grains of its own tenant only");

    /// <summary>The tenant's own grain of a kind.</summary>
    protected TGrain Peer<TGrain>()
        where TGrain : IGrainWithStringKey => GrainFactory.GetGrain<TGrain>(Tenant);

    /// <summary>Writes a row of the grain. What could not be stored does not count in memory either: the activation ends.</summary>
    protected async Task Save<TState>(IPersistentState<TState> row)
    {
        try
        {
            await row.WriteStateAsync();
        }
        catch (Exception)
        {
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>Makes the calls of the current flow the grain's own, where the runtime began it and no claim came along.</summary>
    protected void ActAsGrain() => CallerContext.Use(CallerClaim.ForGrain(Tenant));

    /// <summary>A timer whose ticks act as the grain itself.</summary>
    /// <param name="tick">What to do; ticks never overlap.</param>
    /// <param name="due">Until the first one.</param>
    /// <param name="period">Between two; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</param>
    /// <param name="interleave">Whether other calls may run while a tick awaits.</param>
    /// <param name="keepAlive">Whether a tick counts as use of the grain.</param>
    protected IGrainTimer StartTimer(
        Func<CancellationToken, Task> tick, TimeSpan due, TimeSpan period, bool interleave = true, bool keepAlive = false) =>
        this.RegisterGrainTimer(
            async cancellationToken =>
            {
                ActAsGrain();
                await tick(cancellationToken);
            },
            new GrainTimerCreationOptions { DueTime = due, Period = period, Interleave = interleave, KeepAlive = keepAlive });
}
