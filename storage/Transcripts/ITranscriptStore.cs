using Moltbot.Storage.Grains;

namespace Moltbot.Storage.Transcripts;

/// <summary>
/// Append-only transcripts. Rows are inserted before the owner's state moves the head, or with it, and readers pass the head they
/// know: what lies beyond it is not part of the transcript (yet).
/// </summary>
public interface ITranscriptStore
{
    /// <summary>Inserts all rows or none.</summary>
    /// <exception cref="ArgumentException">Sequence numbers are not consecutive or below 1.</exception>
    /// <exception cref="StorageUnavailableException">The outcome is unknown: deactivate, then <see cref="TruncateAsync"/>.</exception>
    Task<AppendOutcome> AppendAsync(TranscriptKey key, IReadOnlyList<TranscriptRow> rows, CancellationToken cancellationToken = default);

    /// <summary>
    /// The rows as a part of the write that moves the head over them: both are stored, or neither. That write fails when a sequence
    /// number is taken.
    /// </summary>
    /// <exception cref="ArgumentException">There are none, or sequence numbers are not consecutive or below 1.</exception>
    ValueTask<CommitPart> PrepareAppendAsync(TranscriptKey key, IReadOnlyList<TranscriptRow> rows, CancellationToken cancellationToken = default);

    /// <summary>The newest <paramref name="count"/> rows up to and including <paramref name="head"/>, oldest of them first.</summary>
    Task<IReadOnlyList<TranscriptRow>> ReadNewestAsync(TranscriptKey key, long head, int count, CancellationToken cancellationToken = default);

    /// <summary>Up to <paramref name="count"/> rows after <paramref name="after"/> up to and including <paramref name="head"/>, in order.</summary>
    Task<IReadOnlyList<TranscriptRow>> ReadForwardAsync(TranscriptKey key, long after, long head, int count, CancellationToken cancellationToken = default);

    /// <summary>Number of rows up to and including <paramref name="head"/>; archived ones do not count.</summary>
    Task<long> CountAsync(TranscriptKey key, long head, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes rows beyond <paramref name="head"/>: leftovers of an owner that died between insert and moving the head.
    /// Call it only after a successful ETag write of the owner's state in this activation; before that, an older owner may
    /// still move the head over the rows.
    /// </summary>
    Task<long> TruncateAsync(TranscriptKey key, long head, CancellationToken cancellationToken = default);

    /// <summary>
    /// Moves rows up to and including <paramref name="upTo"/> to the archive <paramref name="archive"/> (compaction, reset,
    /// deletion of a session); returns how many. Repeating it is harmless.
    /// </summary>
    Task<long> ArchiveAsync(TranscriptKey key, string archive, long upTo, CancellationToken cancellationToken = default);

    /// <summary>Up to <paramref name="count"/> archived rows after <paramref name="after"/>, in order.</summary>
    Task<IReadOnlyList<TranscriptRow>> ReadArchiveAsync(TranscriptKey key, string archive, long after, int count, CancellationToken cancellationToken = default);

    /// <summary>Removes the transcript for good, and its archives when asked; returns the number of rows removed.</summary>
    Task<long> DeleteAsync(TranscriptKey key, bool includeArchives, CancellationToken cancellationToken = default);
}
