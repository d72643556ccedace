using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Telegram;

/// <summary>The updates of one bot: kept and given again until a higher offset is asked for.</summary>
internal sealed class UpdateQueue(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<(long Id, JsonObject Update)> waiting = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? poller;
    private long lastId = 100_000;

    public long ConfirmedBelow { get; private set; }

    public IReadOnlyList<long> Unconfirmed
    {
        get
        {
            lock (gate)
            {
                return [.. waiting.Select(entry => entry.Id)];
            }
        }
    }

    public long Add(Func<long, JsonObject> make)
    {
        lock (gate)
        {
            var id = ++lastId;
            waiting.Add((id, make(id)));
            changed.TrySetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return id;
        }
    }

    /// <summary>The oldest, for a webhook.</summary>
    public (long Id, JsonObject Update)? Peek()
    {
        lock (gate)
        {
            return waiting.Count == 0 ? null : waiting[0];
        }
    }

    public void Confirm(long offset)
    {
        lock (gate)
        {
            waiting.RemoveAll(entry => entry.Id < offset);
            ConfirmedBelow = Math.Max(ConfirmedBelow, offset);
        }
    }

    /// <summary>One getUpdates call; null when another call took its place.</summary>
    public async Task<JsonArray?> Poll(long? offset, int limit, TimeSpan wait, CancellationToken cancellation)
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        lock (gate)
        {
            poller?.Cancel();
            poller = mine;
        }

        try
        {
            if (offset is { } confirmed)
            {
                Confirm(confirmed);
            }

            using var deadline = new CancellationTokenSource(wait, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, mine.Token);
            while (true)
            {
                Task more;
                lock (gate)
                {
                    if (waiting.Count > 0 || wait <= TimeSpan.Zero || deadline.IsCancellationRequested)
                    {
                        return [.. waiting.Take(limit).Select(entry => entry.Update.DeepClone())];
                    }

                    more = changed.Task;
                }

                await Task.WhenAny(more, Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token));
                if (mine.IsCancellationRequested)
                {
                    return null;
                }
            }
        }
        finally
        {
            lock (gate)
            {
                poller = poller == mine ? null : poller;
            }
        }
    }
}
