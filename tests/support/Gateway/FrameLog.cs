using System.Text.Json;

namespace Moltbot.TestSupport.Gateway;

/// <summary>All frames of a connection in order, with waits for those not taken yet.</summary>
internal sealed class FrameLog
{
    private readonly Lock _lock = new();
    private readonly List<ReceivedFrame> _frames = [];
    private TaskCompletionSource _changed = NewSignal();
    private GatewayClosed? _closed;

    internal IReadOnlyList<ReceivedFrame> Frames
    {
        get
        {
            lock (_lock)
            {
                return [.. _frames];
            }
        }
    }

    internal GatewayClosed? Closed
    {
        get
        {
            lock (_lock)
            {
                return _closed;
            }
        }
    }

    internal void Add(string text)
    {
        using var document = JsonDocument.Parse(text);
        lock (_lock)
        {
            _frames.Add(new ReceivedFrame(_frames.Count, text, document.RootElement.Clone()));
            SignalUnderLock();
        }
    }

    internal void Close(GatewayClosed closed)
    {
        lock (_lock)
        {
            _closed ??= closed;
            SignalUnderLock();
        }
    }

    /// <summary>Takes the first frame not taken yet that is the one waited for.</summary>
    internal Task<ReceivedFrame> TakeAsync(string phase, string expected, Func<ReceivedFrame, bool> isIt, TimeSpan timeout, CancellationToken cancel) =>
        WaitAsync(phase, expected, () => TakeUnderLock(isIt), () => _closed is not null, timeout, cancel);

    /// <summary>Waits for the end of the connection.</summary>
    internal Task<GatewayClosed> CloseAsync(string phase, TimeSpan timeout, CancellationToken cancel) =>
        WaitAsync(phase, "the connection to close", () => _closed, () => false, timeout, cancel);

    private async Task<T> WaitAsync<T>(
        string phase, string expected, Func<T?> takeUnderLock, Func<bool> isHopelessUnderLock, TimeSpan timeout, CancellationToken cancel)
        where T : class
    {
        using var deadline = new CancellationTokenSource(timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (takeUnderLock() is { } found)
                {
                    return found;
                }

                if (isHopelessUnderLock())
                {
                    throw new GatewayWaitException(DescribeUnderLock(phase, expected, "the connection ended"));
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested)
            {
                lock (_lock)
                {
                    throw new GatewayWaitException(DescribeUnderLock(phase, expected, $"nothing for {timeout.TotalSeconds:0.#} s"));
                }
            }
        }
    }

    private ReceivedFrame? TakeUnderLock(Func<ReceivedFrame, bool> isIt)
    {
        var found = _frames.Find(frame => !frame.Taken && isIt(frame));
        found?.Taken = true;
        return found;
    }

    private string DescribeUnderLock(string phase, string expected, string why)
    {
        const int shown = 8;
        const int longest = 300;
        var last = _frames.TakeLast(shown)
            .Select(frame => $"\n  {(frame.Taken ? "taken" : "     ")} {(frame.Text.Length > longest ? frame.Text[..longest] + "…" : frame.Text)}");
        var end = _closed is { } closed ? $"\n  closed {closed.Code} '{closed.Reason}'" : string.Empty;
        return $"{phase}: expected {expected}, but {why}. Last of {_frames.Count} frames:{string.Concat(last)}{end}";
    }

    private void SignalUnderLock()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
