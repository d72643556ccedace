using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Telegram;

/// <summary>The updates of one bot: kept and given again until a higher offset is asked for.</summary>
internal sealed class UpdateQueue(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<(long Id, JsonObject Update)> waiting = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? poller;
    private bool isHolding;
    private long lastId = 100_000;

    public long ConfirmedBelow { get; private set; }

    /// <summary>Whether a poll waits that has no answer coming.</summary>
    public bool IsHolding
    {
        get
        {
            lock (gate)
            {
                return isHolding;
            }
        }
    }

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
            isHolding = false;
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

    /// <summary>One getUpdates call; null when another call took its place. It has taken the place of the one before, and what it
    /// confirms is confirmed, when this returns its task.</summary>
    public async Task<JsonArray?> Poll(long? offset, int limit, TimeSpan wait, CancellationToken cancellation)
    {
        var replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            poller?.TrySetResult();
            poller = replaced;
            isHolding = false;
        }

        if (offset is { } confirmed)
        {
            Confirm(confirmed);
        }

        using var deadline = new CancellationTokenSource(wait, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
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
                    isHolding |= poller == replaced;
                }

                await Task.WhenAny(more, replaced.Task, Task.Delay(Timeout.InfiniteTimeSpan, time, over.Token));
                cancellation.ThrowIfCancellationRequested();
                if (replaced.Task.IsCompleted)
                {
                    return null;
                }
            }
        }
        finally
        {
            End(replaced);
        }
    }

    private void End(TaskCompletionSource poll)
    {
        lock (gate)
        {
            if (poller == poll)
            {
                poller = null;
                isHolding = false;
            }
        }
    }
}
