using Moltbot.Policy.Values;
using Moltbot.Policy.Workspaces;

namespace Moltbot.Runner.Memory;

/// <summary>
/// Ranks parts of files by the words that they share with a query (Okapi BM25): rare words count more than common ones, and short parts more than long
/// ones. Of what it was given it keeps the parts that hold a word, cut.
/// </summary>
internal sealed class MemoryRanking
{
    /// <summary>Most words of a query that count.</summary>
    public const int MaxWords = 32;

    /// <summary>Most UTF-16 units of a part that are shown, as in the original.</summary>
    public const int MaxSnippet = 700;

    /// <summary>Most parts that are kept; of more the better half is. Whoever writes notes may write a heading on every other line.</summary>
    public const int MaxFound = 10_000;

    // The customary values: how soon a word that comes again counts for nothing, and how much length counts.
    private const double Saturation = 1.2;
    private const double LengthShare = 0.75;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly int[] _holders;
    private readonly List<Part> _found = [];
    private long _parts;
    private long _length;

    /// <param name="query">What is looked for.</param>
    public MemoryRanking(string query)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        _words = places.GetAlternateLookup<ReadOnlySpan<char>>();
        var words = new MemoryWords(query);
        while (places.Count < MaxWords && words.MoveNext())
        {
            _words.TryAdd(words.Current, places.Count);
        }

        _holders = new int[places.Count];
    }

    /// <summary>Whether the query has no word.</summary>
    public bool IsEmpty => _holders.Length == 0;

    /// <summary>Takes a file in.</summary>
    public void Add(string path, string text)
    {
        foreach (var chunk in MemoryChunks.Of(text))
        {
            Add(path, text.AsSpan(chunk.Start, chunk.End - chunk.Start), chunk);
        }
    }

    /// <summary>The best, best first.</summary>
    /// <param name="count">At most so many.</param>
    /// <param name="minScore">None with less, 0 to 1.</param>
    public IReadOnlyList<MemoryMatch> Best(int count, double minScore)
    {
        var weights = Weights();
        var most = weights.Sum() * (Saturation + 1);
        return
        [
            .. _found.Select(part => part.Match with { Score = Math.Round(ScoreOf(part, weights) / most, 3) })
                .Where(match => match.Score >= minScore)
                .OrderByDescending(static match => match.Score).ThenBy(static match => match.Path, StringComparer.Ordinal).ThenBy(static match => match.FirstLine)
                .Take(count),
        ];
    }

    private void Add(string path, ReadOnlySpan<char> text, MemoryChunk chunk)
    {
        int[]? counts = null;
        var (length, first) = (0, 0);
        for (var words = new MemoryWords(text); words.MoveNext(); length++)
        {
            if (_words.TryGetValue(words.Current, out var word))
            {
                first = counts is null ? words.At : first;
                (counts ??= new int[_holders.Length])[word]++;
            }
        }

        _parts++;
        _length += length;
        if (counts is null)
        {
            return;
        }

        for (var word = 0; word < counts.Length; word++)
        {
            _holders[word] += counts[word] > 0 ? 1 : 0;
        }

        if (_found.Count == MaxFound)
        {
            DropWorse();
        }

        _found.Add(new Part(new MemoryMatch(path, chunk.FirstLine, chunk.LastLine, Snippet(text, first), 0), counts, length));
    }

    /// <summary>What words count changes with what comes: of so many the best stay among the better half.</summary>
    private void DropWorse()
    {
        var weights = Weights();
        Part[] better = [.. _found.OrderByDescending(part => ScoreOf(part, weights)).Take(MaxFound / 2)];
        _found.Clear();
        _found.AddRange(better);
    }

    private double[] Weights() => [.. _holders.Select(holders => Math.Log(1 + ((_parts - holders + 0.5) / (holders + 0.5))))];

    private double ScoreOf(Part part, double[] weights)
    {
        var rest = Saturation * (1 - LengthShare + (LengthShare * part.Length * _parts / _length));
        return weights.Select((weight, word) => weight * part.Counts[word] * (Saturation + 1) / (part.Counts[word] + rest)).Sum();
    }

    /// <summary>The part from its beginning, or from the line of its first match where that would be cut off.</summary>
    private static string Snippet(ReadOnlySpan<char> text, int match)
    {
        var from = match < MaxSnippet / 2 || text.Length <= MaxSnippet ? 0 : text[..match].LastIndexOf('\n') + 1;
        from = match - from < MaxSnippet / 2 ? from : match;
        return TextPrefix.Of(text[from..].Trim().ToString(), MaxSnippet);
    }

    private sealed record Part(MemoryMatch Match, int[] Counts, int Length);
}
