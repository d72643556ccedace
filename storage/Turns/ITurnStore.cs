using Moltbot.Storage.Grains;

namespace Moltbot.Storage.Turns;

/// <summary>The durable queue of agent turns. Owner epochs grow with each activation that takes a session over.</summary>
public interface ITurnStore
{
    /// <summary>Stores a turn, queued or claimed at once, or returns the one that already has this run id.</summary>
    Task<TurnEnqueueResult> EnqueueAsync(NewTurn turn, CancellationToken cancellationToken = default);

    /// <summary>Gives a queued turn another payload. False when it is not queued any more.</summary>
    Task<bool> ReviseAsync(string tenant, string runId, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default);

    /// <summary>Queued → running. False when it is not queued any more.</summary>
    Task<bool> ClaimAsync(string tenant, string runId, long ownerEpoch, DateTimeOffset startedAt, CancellationToken cancellationToken = default);

    /// <summary>Takes a running turn over from an owner of a lower epoch. False when there is none to take.</summary>
    Task<bool> ReclaimAsync(string tenant, string runId, long ownerEpoch, CancellationToken cancellationToken = default);

    /// <summary>
    /// Notes on an open turn why it was stopped, for whoever runs it or takes it up; the first reason stays. False when it has ended
    /// already or belongs to an owner of a higher epoch.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="runId">The run.</param>
    /// <param name="ownerEpoch">Epoch of the owner that stops it.</param>
    /// <param name="stopReason">A word of ours (<c>rpc</c>, <c>stop</c>, <c>interrupt</c>), never somebody's text: it is not sealed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<bool> StopAsync(string tenant, string runId, long ownerEpoch, string stopReason, CancellationToken cancellationToken = default);

    /// <summary>Ends an open turn. False when it has ended already or belongs to an owner of a higher epoch.</summary>
    /// <exception cref="ArgumentException">The status is not a final one.</exception>
    Task<bool> CompleteAsync(TurnCompletion completion, CancellationToken cancellationToken = default);

    /// <summary>The end of a turn as a part of the write that answers it: both are stored, or neither. A turn that has ended stays as it is.</summary>
    /// <exception cref="ArgumentException">The status is not a final one.</exception>
    ValueTask<CommitPart> PrepareCompleteAsync(TurnCompletion completion, CancellationToken cancellationToken = default);

    Task<TurnRow?> FindAsync(string tenant, string runId, CancellationToken cancellationToken = default);

    /// <summary>Queued and running turns of a session in order of acceptance.</summary>
    Task<IReadOnlyList<TurnRow>> OpenAsync(string tenant, string sessionKey, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sessions with open turns, ordered by tenant and key, after <paramref name="after"/>: a silo that starts wakes them.
    /// </summary>
    Task<IReadOnlyList<OpenSession>> OpenSessionsAsync(OpenSession? after, int count, CancellationToken cancellationToken = default);

    /// <summary>Removes turns that ended before a time; returns how many.</summary>
    Task<long> PruneAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken = default);
}
