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
    private CallerClaim? _claim;

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

    /// <summary>The claim of its own calls; null when its key is none, so that it belongs to no tenant.</summary>
    internal CallerClaim? OwnClaim =>
        _claim ??= GrainKey.TryParse(this.GetPrimaryKeyString(), out GrainKey key) ? CallerClaim.ForGrain(key.Tenant) : null;

    /// <summary>The principal that called, for audit records; the grain itself when the runtime did.</summary>
    protected static string Principal => CallerContext.Caller?.Principal ?? "grain";

    /// <inheritdoc/>
    public sealed override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // What is no key names no grain: it does nothing, and whoever called it is told so by the filter.
        if (OwnClaim is null)
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

    /// <summary>
    /// Stores a change together with the time from which a reminder is to tick. One that has to come earlier is set before, one that may come
    /// later after it: in between it comes too often and never too late. What could not be stored does not count, and the activation ends.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="after">What it is to hold, <paramref name="wanted"/> among it.</param>
    /// <param name="reminder">The reminder's name; from its time on it ticks every minute, the shortest that engines allow.</param>
    /// <param name="known">From when on it ticks now, epoch milliseconds; null for never.</param>
    /// <param name="wanted">From when on it is to tick.</param>
    protected async Task Save<TState>(IPersistentState<TState> row, TState after, string reminder, long? known, long? wanted)
    {
        if (wanted is { } from && (known is null || from < known))
        {
            await Remind(reminder, from);
        }

        TState before = row.State;
        row.State = after;
        try
        {
            await Save(row);
        }
        catch
        {
            row.State = before;
            throw;
        }

        if (wanted is null && known is not null)
        {
            await ForgetReminder(reminder);
        }
        else if (wanted > known)
        {
            await Remind(reminder, wanted.Value);
        }
    }

    /// <summary>Takes a reminder away, if there is one.</summary>
    protected async Task ForgetReminder(string reminder)
    {
        if (await this.GetReminder(reminder) is { } registered)
        {
            await this.UnregisterReminder(registered);
        }
    }

    private Task Remind(string reminder, long from) =>
        this.RegisterOrUpdateReminder(reminder, TimeSpan.FromMilliseconds(Math.Max(from - Now, 0)), TimeSpan.FromMinutes(1));

    /// <summary>Makes the calls of the current flow the grain's own, where the runtime began it and no claim came along.</summary>
    protected void ActAsGrain() => CallerContext.Use(OwnClaim!);

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
