using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Storage.Transcripts;

namespace Moltbot.Grains.Sessions.Transcript;

/// <summary>
/// The newest stretch of a transcript in memory: read once, appended to, cut at its front when it outgrows its room. It serves
/// the prompt and the history alike, so that a turn reads no rows.
/// </summary>
internal sealed class Conversation(ITranscriptStore store, int room)
{
    /// <summary>What a message weighs beside its characters.</summary>
    private const int Overhead = 64;

    /// <summary>Cutting leaves this much, so that it is rare and the front of the prompt, which providers cache, stays the same.</summary>
    private const double Keep = 0.75;

    private const int PageRows = 100;

    private readonly LinkedList<Item> _items = [];
    private long _weight;

    /// <summary>The sequence number of the oldest message held; one beyond the head when there is none.</summary>
    public long First { get; private set; } = 1;

    /// <summary>How many are held.</summary>
    public int Count => _items.Count;

    /// <summary>Characters held, with overhead.</summary>
    public long Weight => _weight;

    /// <summary>Reads the newest messages from <paramref name="start"/> to <paramref name="head"/>, as many as there is room for.</summary>
    public async Task Load(TranscriptKey key, long start, long head, CancellationToken cancellationToken)
    {
        _items.Clear();
        _weight = 0;
        First = head + 1;
        while (First > start && _weight < room * Keep)
        {
            int count = (int)Math.Min(PageRows, First - start);
            IReadOnlyList<TranscriptRow> page = await store.ReadNewestAsync(key, First - 1, count, cancellationToken);
            for (int i = page.Count - 1; i >= 0 && page[i].Sequence >= start; i--)
            {
                var item = new Item(page[i].Sequence, TranscriptCodec.Decode(page[i].Payload));
                _items.AddFirst(item);
                _weight += item.Weight;
                First = item.Sequence;
            }

            if (page.Count < count)
            {
                break;
            }
        }
    }

    /// <summary>Takes up a message that was committed.</summary>
    public void Add(long sequence, TranscriptEntry entry)
    {
        var item = new Item(sequence, entry);
        if (_items.Count == 0)
        {
            First = sequence;
        }

        _items.AddLast(item);
        _weight += item.Weight;
        if (_weight > room)
        {
            Drop(0, room * Keep);
        }
    }

    /// <summary>Forgets everything; the next message has that number.</summary>
    public void Clear(long first)
    {
        _items.Clear();
        _weight = 0;
        First = first;
    }

    /// <summary>Forgets messages before a number.</summary>
    public void CutBefore(long sequence) => Drop(sequence, double.MaxValue);

    /// <summary>The newest messages, oldest first; null when not all of them are held.</summary>
    public IReadOnlyList<(long Sequence, TranscriptEntry Entry)>? Newest(int count, long start)
    {
        if (_items.Count < count && First > start)
        {
            return null;
        }

        var newest = new List<(long, TranscriptEntry)>(Math.Min(count, _items.Count));
        for (LinkedListNode<Item>? node = _items.Last; node is not null && newest.Count < count; node = node.Previous)
        {
            newest.Add((node.Value.Sequence, node.Value.Entry));
        }

        newest.Reverse();
        return newest;
    }

    /// <summary>The message with that number; null when it is not held.</summary>
    public TranscriptEntry? Find(long sequence)
    {
        for (LinkedListNode<Item>? node = _items.Last; node is not null; node = node.Previous)
        {
            if (node.Value.Sequence == sequence)
            {
                return node.Value.Entry;
            }
        }

        return null;
    }

    /// <summary>Cuts the front when more is held than there is room for.</summary>
    public void Shrink(long characters)
    {
        if (_weight > characters)
        {
            Drop(0, characters * Keep);
        }
    }

    /// <summary>What the model is shown, oldest first, beginning with a person's message.</summary>
    public void AddTo(List<ChatMessage> prompt)
    {
        // Providers refuse a call without a result and a result without its call.
        var open = new List<ToolCall>();
        foreach (Item item in _items)
        {
            if (item.Prompt is not { } message || (prompt.Count == 0 && message.Role != ChatRole.User)
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
        }

        Close(open, prompt);
    }

    /// <summary>The calls at the end that have no result.</summary>
    public IReadOnlyList<ToolCall> OpenCalls()
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        for (LinkedListNode<Item>? node = _items.Last; node is not null; node = node.Previous)
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

    private void Drop(long sequence, double target)
    {
        while (_items.First is { } oldest && _items.Count > 1 && (oldest.Value.Sequence < sequence || _weight > target))
        {
            _weight -= oldest.Value.Weight;
            _items.RemoveFirst();
            First = _items.First!.Value.Sequence;
        }
    }

    private sealed class Item(long sequence, TranscriptEntry entry)
    {
        public long Sequence { get; } = sequence;

        public TranscriptEntry Entry { get; } = entry;

        /// <summary>Made once: a prompt of a thousand messages costs a thousand references.</summary>
        public ChatMessage? Prompt { get; } = !entry.InPrompt
            ? null
            : entry.Role switch
            {
                TranscriptEntry.User => new ChatMessage(ChatRole.User, entry.PromptText ?? entry.Text),
                TranscriptEntry.Assistant when entry.Calls.Count > 0 => new ChatMessage(ChatRole.Assistant, [.. entry.Calls.Select(Call)]),
                TranscriptEntry.Assistant => new ChatMessage(ChatRole.Assistant, entry.Text),
                TranscriptEntry.ToolResult when entry.CallId is { } callId =>
                    new ChatMessage(ChatRole.Tool, [new FunctionResultContent(callId, entry.PromptText ?? entry.Text)]),
                _ => null,
            };

        public int Weight { get; } = Overhead + Math.Max(entry.Text.Length, entry.PromptText?.Length ?? 0)
            + entry.Calls.Sum(static call => call.Name.Length + call.ArgumentsJson.Length);

        private static FunctionCallContent Call(ToolCall call)
        {
            using JsonDocument arguments = JsonDocument.Parse(call.ArgumentsJson);
            return new FunctionCallContent(call.Id, call.Name, arguments.RootElement.EnumerateObject()
                .ToDictionary(static argument => argument.Name, static argument => (object?)argument.Value.Clone(), StringComparer.Ordinal));
        }
    }
}
