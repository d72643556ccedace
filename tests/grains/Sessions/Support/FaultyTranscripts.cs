using Moltbot.Storage.Grains;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Grains.Tests.Sessions.Support;

internal sealed class FaultyTranscripts(ITranscriptStore inner, StoreFault fault) : ITranscriptStore
{
    public Task<AppendOutcome> AppendAsync(TranscriptKey key, IReadOnlyList<TranscriptRow> rows, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.AppendAsync(key, rows, cancellationToken));

    public ValueTask<CommitPart> PrepareAppendAsync(TranscriptKey key, IReadOnlyList<TranscriptRow> rows, CancellationToken cancellationToken = default) =>
        inner.PrepareAppendAsync(key, rows, cancellationToken);

    public Task<IReadOnlyList<TranscriptRow>> ReadNewestAsync(TranscriptKey key, long head, int count, CancellationToken cancellationToken = default)
    {
        fault.Reads++;
        return fault.Guard(() => inner.ReadNewestAsync(key, head, count, cancellationToken));
    }

    public Task<IReadOnlyList<TranscriptRow>> ReadForwardAsync(TranscriptKey key, long after, long head, int count, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.ReadForwardAsync(key, after, head, count, cancellationToken));

    public Task<long> CountAsync(TranscriptKey key, long head, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.CountAsync(key, head, cancellationToken));

    public Task<long> TruncateAsync(TranscriptKey key, long head, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.TruncateAsync(key, head, cancellationToken));

    public Task<long> ArchiveAsync(TranscriptKey key, string archive, long upTo, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.ArchiveAsync(key, archive, upTo, cancellationToken));

    public Task<IReadOnlyList<TranscriptRow>> ReadArchiveAsync(TranscriptKey key, string archive, long after, int count, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.ReadArchiveAsync(key, archive, after, count, cancellationToken));

    public Task<long> DeleteAsync(TranscriptKey key, bool includeArchives, CancellationToken cancellationToken = default) =>
        fault.Guard(() => inner.DeleteAsync(key, includeArchives, cancellationToken));
}
