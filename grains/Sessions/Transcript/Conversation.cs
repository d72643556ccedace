using Microsoft.Extensions.AI;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Policy.Conversations;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Grains.Sessions.Transcript;

/// <summary>
/// The newest stretch of a transcript in memory: read once, appended to, cut at its front when it outgrows its room. It serves
/// the prompt and the history alike, so that a turn reads no rows.
/// </summary>
internal sealed class Conversation(ITranscriptStore store, int room)
{
    /// <summary>Cutting leaves this much, so that it is rare and the front of the prompt, which providers cache, stays the same.</summary>
    private const double Keep = 0.75;

    private readonly LinkedList<HeldMessage> _items = [];
    private long _weight;
    private long _shown;
    private ChatMessage? _summary;

    /// <summary>The sequence number of the oldest message held; one beyond the head when there is none.</summary>
    public long First { get; private set; } = 1;

    /// <summary>How many are held.</summary>
    public int Count => _items.Count;

    /// <summary>Characters that a prompt has of it, with overhead and the summary.</summary>
    public long Shown => _shown + (_summary?.Text.Length ?? 0);

    /// <summary>What the summary says that the prompt begins with; null for none.</summary>
    public string? Summary { get; private set; }

    /// <summary>The messages held, oldest first.</summary>
    public IEnumerable<HeldMessage> Held => _items;

    /// <summary>Reads the newest messages from <paramref name="start"/> to <paramref name="head"/>, as many as there is room for.</summary>
    /// <param name="key">The transcript.</param>
    /// <param name="start">The first message that counts.</param>
    /// <param name="head">The last one.</param>
    /// <param name="summary">Where the summary of what is before <paramref name="start"/> stands; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task Load(TranscriptKey key, long start, long head, long? summary, CancellationToken cancellationToken)
    {
        Clear(head + 1);
        if (summary is { } sequence && await store.ReadForwardAsync(key, sequence - 1, sequence, 1, cancellationToken) is [var row])
        {
            SetSummary(TranscriptCodec.Decode(row.Payload).Text);
        }

        await foreach (IReadOnlyList<TranscriptRow> page in store.PagesBackwards(key, start, head + 1, cancellationToken))
        {
            foreach (TranscriptRow newest in page)
            {
                var item = new HeldMessage(newest.Sequence, TranscriptCodec.Decode(newest.Payload));
                _items.AddFirst(item);
                _weight += item.Weight;
                _shown += item.Shown;
                First = item.Sequence;
            }

            if (_weight >= room)
            {
                break;
            }
        }
    }

    /// <summary>Takes up a message that was committed.</summary>
    public void Add(long sequence, TranscriptEntry entry)
    {
        var item = new HeldMessage(sequence, entry);
        if (_items.Count == 0)
        {
            First = sequence;
        }

        _items.AddLast(item);
        _weight += item.Weight;
        _shown += item.Shown;
        if (_weight > room)
        {
            DropWhile(_ => _weight > room * Keep);
        }
    }

    /// <summary>Forgets everything; the next message has that number.</summary>
    public void Clear(long first)
    {
        _items.Clear();
        (_weight, _shown) = (0, 0);
        SetSummary(null);
        First = first;
    }

    /// <summary>Takes up a summary that was committed, in place of the messages before one.</summary>
    public void Summarize(long sequence, TranscriptEntry summary, long firstKept)
    {
        Add(sequence, summary);
        CutBefore(firstKept);
        SetSummary(summary.Text);
    }

    /// <summary>Leaves the summary out of prompts.</summary>
    public void ForgetSummary() => SetSummary(null);

    /// <summary>Characters that a prompt has of what is behind a message.</summary>
    public long ShownBehind(long sequence)
    {
        long shown = 0;
        for (LinkedListNode<HeldMessage>? node = _items.Last; node is not null && node.Value.Sequence > sequence; node = node.Previous)
        {
            shown += node.Value.Shown;
        }

        return shown;
    }

    /// <summary>When the assistant wrote last, epoch milliseconds; null when nothing of it is held.</summary>
    public long? LastWritten()
    {
        for (LinkedListNode<HeldMessage>? node = _items.Last; node is not null; node = node.Previous)
        {
            if (node.Value.Entry is { Role: TranscriptEntry.Assistant, InPrompt: true } written)
            {
                return written.Timestamp;
            }
        }

        return null;
    }

    /// <summary>Makes results of tools shorter in prompts, as long as they are held.</summary>
    /// <param name="shorten">Says which, by the whole of them.</param>
    public void Prune(Func<IReadOnlyList<PromptPiece>, IReadOnlyList<ShortenedResult>> shorten)
    {
        HeldMessage[] shown = [.. _items.Where(static item => item.Prompt is not null)];
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var pieces = new List<PromptPiece>(shown.Length);
        foreach (HeldMessage item in shown)
        {
            foreach (ToolCall call in item.Entry.Calls)
            {
                names[call.Id] = call.Name;
            }

            pieces.Add(item.Piece(names));
        }

        ILookup<int, string> shortened = shorten(pieces).ToLookup(static each => each.Index, static each => each.Text);
        for (int i = 0; i < shown.Length; i++)
        {
            if (pieces[i].Kind != PieceKind.ToolResult)
            {
                continue;
            }

            int before = shown[i].Shown;
            shown[i].Show(shortened[i].FirstOrDefault());
            _shown += shown[i].Shown - before;
        }
    }

    /// <summary>Forgets messages before a number.</summary>
    public void CutBefore(long sequence) => DropWhile(oldest => oldest.Sequence < sequence);

    /// <summary>The newest messages, oldest first; null when not all of them are held.</summary>
    public IReadOnlyList<(long Sequence, TranscriptEntry Entry)>? Newest(int count, long start)
    {
        if (_items.Count < count && First > start)
        {
            return null;
        }

        var newest = new List<(long, TranscriptEntry)>(Math.Min(count, _items.Count));
        for (LinkedListNode<HeldMessage>? node = _items.Last; node is not null && newest.Count < count; node = node.Previous)
        {
            newest.Add((node.Value.Sequence, node.Value.Entry));
        }

        newest.Reverse();
        return newest;
    }

    /// <summary>The message with that number; null when it is not held.</summary>
    public TranscriptEntry? Find(long sequence)
    {
        for (LinkedListNode<HeldMessage>? node = _items.Last; node is not null; node = node.Previous)
        {
            if (node.Value.Sequence == sequence)
            {
                return node.Value.Entry;
            }
        }

        return null;
    }

    /// <summary>Cuts the front when a prompt has more of it than there is room for.</summary>
    public void Shrink(long characters)
    {
        if (_shown > characters)
        {
            DropWhile(_ => _shown > characters * Keep);
        }
    }

    /// <summary>What the model is shown in place of what is left out; null for nothing.</summary>
    public ChatMessage? SummaryMessage => _summary;

    /// <summary>What the model is shown, oldest first, beginning with a person's message.</summary>
    /// <param name="prompt">Where it goes.</param>
    /// <param name="hasBegun">Whether a person's message stands there.</param>
    public void AddTo(List<ChatMessage> prompt, bool hasBegun = false)
    {
        // Providers refuse a call without a result and a result without its call.
        var open = new List<ToolCall>();
        foreach (HeldMessage item in _items)
        {
            if (item.Prompt is not { } message || (!hasBegun && message.Role != ChatRole.User)
                || (item.Entry.CallId is { } callId && open.RemoveAll(call => call.Id == callId) == 0))
            {
                continue;
            }

            if (item.Entry.CallId is null)
            {
                Close(open, prompt);
                if (item.Entry.Calls.Count > 0)
                {
                    open.AddRange(item.Entry.Calls);
                }
            }

            prompt.Add(message);
            hasBegun = true;
        }

        Close(open, prompt);
    }

    /// <summary>The calls at the end that have no result.</summary>
    public IReadOnlyList<ToolCall> OpenCalls()
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        for (LinkedListNode<HeldMessage>? node = _items.Last; node is not null; node = node.Previous)
        {
            TranscriptEntry entry = node.Value.Entry;
            if (entry.Calls.Count > 0)
            {
                return [.. entry.Calls.Where(call => !answered.Contains(call.Id))];
            }

            if (entry.CallId is not { } callId)
            {
                break;
            }

            answered.Add(callId);
        }

        return [];
    }

    private static void Close(List<ToolCall> open, List<ChatMessage> prompt)
    {
        if (open.Count > 0)
        {
            prompt.AddRange(open.Select(static call => new ChatMessage(
                ChatRole.Tool, [new FunctionResultContent(call.Id, ToolResult.Unknown("nothing was heard of it").Text)])));
            open.Clear();
        }
    }

    private void DropWhile(Func<HeldMessage, bool> isTooMuch)
    {
        while (_items.First is { } oldest && _items.Count > 1 && isTooMuch(oldest.Value))
        {
            _weight -= oldest.Value.Weight;
            _shown -= oldest.Value.Shown;
            _items.RemoveFirst();
            First = _items.First!.Value.Sequence;
        }
    }

    private void SetSummary(string? text)
    {
        Summary = text;
        _summary = text is null ? null : new ChatMessage(ChatRole.User, SummaryText.Shown(text));
    }
}
