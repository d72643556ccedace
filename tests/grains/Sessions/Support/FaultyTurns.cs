using Moltbot.Storage.Grains;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Tests.Sessions.Support;

internal sealed class FaultyTurns(ITurnStore inner, StoreFault fault) : ITurnStore
{
    public Task<TurnEnqueueResult> EnqueueAsync(NewTurn turn, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.EnqueueAsync(turn, cancellationToken));

    public Task<bool> ReviseAsync(string tenant, string runId, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.ReviseAsync(tenant, runId, payload, cancellationToken));

    public Task<bool> ClaimAsync(string tenant, string runId, long ownerEpoch, DateTimeOffset startedAt, CancellationToken cancellationToken = default) =>
        fault.Guard(async () =>
        {
            bool claimed = await inner.ClaimAsync(tenant, runId, ownerEpoch, startedAt, cancellationToken);
            await (fault.OnClaim?.Invoke() ?? Task.CompletedTask);
            return claimed;
        });

    public Task<bool> ReclaimAsync(string tenant, string runId, long ownerEpoch, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.ReclaimAsync(tenant, runId, ownerEpoch, cancellationToken));

    public Task<bool> StopAsync(string tenant, string runId, long ownerEpoch, string stopReason, CancellationToken cancellationToken = default) =>
        fault.Guard(async () =>
        {
            await (fault.OnStop?.Invoke() ?? Task.CompletedTask);
            return await inner.StopAsync(tenant, runId, ownerEpoch, stopReason, cancellationToken);
        });

    public Task<bool> CompleteAsync(TurnCompletion completion, CancellationToken cancellationToken = default)
    {
        fault.OnComplete?.Invoke();
        return fault.Guard(() => inner.CompleteAsync(completion, cancellationToken));
    }

    public ValueTask<CommitPart> PrepareCompleteAsync(TurnCompletion completion, CancellationToken cancellationToken = default) =>
        inner.PrepareCompleteAsync(completion, cancellationToken);

    public Task<TurnRow?> FindAsync(string tenant, string runId, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.FindAsync(tenant, runId, cancellationToken));

    public Task<IReadOnlyList<TurnRow>> OpenAsync(string tenant, string sessionKey, CancellationToken cancellationToken = default) =>
        fault.Guard(() =>
        {
            fault.OnOpen?.Invoke();
            return inner.OpenAsync(tenant, sessionKey, cancellationToken);
        });

    public async Task<IReadOnlyList<OpenSession>> OpenSessionsAsync(OpenSession? after, int count, CancellationToken cancellationToken = default)
    {
        await fault.HeldLook;
        fault.OnLook?.Invoke();
        return await inner.OpenSessionsAsync(after, count, cancellationToken);
    }

    public Task<long> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken = default)
    {
        fault.OnPrune?.Invoke();
        return inner.PruneAsync(endedBefore, cancellationToken);
    }
}
