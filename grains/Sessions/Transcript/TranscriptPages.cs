using System.Runtime.CompilerServices;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Grains.Sessions.Transcript;

/// <summary>Reads a stretch of a transcript from its end, a page at a time.</summary>
internal static class TranscriptPages
{
    private const int PageRows = 100;

    /// <summary>The pages, the newest first, and in each of them the newest row first.</summary>
    /// <param name="store">The transcripts.</param>
    /// <param name="key">Which one.</param>
    /// <param name="start">The first row that counts.</param>
    /// <param name="before">The row behind the last one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<IReadOnlyList<TranscriptRow>> PagesBackwards(
        this ITranscriptStore store, TranscriptKey key, long start, long before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (before > start)
        {
            int count = (int)Math.Min(PageRows, before - start);
            IReadOnlyList<TranscriptRow> page = await store.ReadNewestAsync(key, before - 1, count, cancellationToken);
            TranscriptRow[] counting = [.. page.Where(row => row.Sequence >= start).Reverse()];
            yield return counting;
            if (page.Count < count)
            {
                yield break;
            }

            before = counting.Length > 0 ? counting[^1].Sequence : start;
        }
    }
}
