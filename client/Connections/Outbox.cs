using System.Net.WebSockets;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Limits;

namespace Moltbot.Gateway.Connections;

/// <summary>
/// What waits to be sent on one connection. One writer at a time: whoever adds to an idle outbox writes at once, on its own thread,
/// until the socket makes it wait. Bytes count from adding until written; above the limit events are skipped or end the connection.
/// </summary>
internal sealed class Outbox(WebSocket socket)
{
    // A queue that grew in a burst is given up when it is empty: most connections are idle most of the time.
    private const int KeptCapacity = 16;

    private readonly Lock _gate = new();
    private Queue<Outgoing>? _waiting;
    private TaskCompletionSource? _changed;
    private long _bytes;
    private long _sequence;
    private bool _isWriting;
    private bool _isClosing;

    /// <summary>Whether nothing more is taken.</summary>
    public bool IsClosing => Volatile.Read(ref _isClosing);

    /// <summary>Adds a frame and takes its buffer over.</summary>
    public void Send(PooledBufferWriter frame)
    {
        Outgoing item = Outgoing.Frame(frame);
        lock (_gate)
        {
            if (_isClosing)
            {
                item.Drop();
                return;
            }

            if (!StartsUnderLock(item))
            {
                return;
            }
        }

        _ = Write(item);
    }

    /// <summary>Adds an event. The connection's own sequence has no gaps: what is skipped gets no number.</summary>
    /// <returns>False when the client is too slow for an event that may not be skipped.</returns>
    public bool Send(EncodedEvent encoded, bool isNumbered, bool isDroppable)
    {
        Outgoing item;
        lock (_gate)
        {
            if (_isClosing)
            {
                return true;
            }

            if (_bytes + Outgoing.SizeOf(encoded) > ProtocolLimits.MaxBufferedBytes)
            {
                return isDroppable;
            }

            item = Outgoing.Event(encoded, isNumbered ? ++_sequence : null);
            if (!StartsUnderLock(item))
            {
                return true;
            }
        }

        _ = Write(item);
        return true;
    }

    /// <summary>Ends the connection after what waits, or at once; the first call decides.</summary>
    public void Close(int code, string reason, bool dropsWaiting = false)
    {
        Outgoing item = Outgoing.Close(code, CloseCodes.CutReason(reason));
        lock (_gate)
        {
            if (_isClosing)
            {
                return;
            }

            _isClosing = true;
            if (dropsWaiting)
            {
                DropWaitingUnderLock();
            }

            if (!StartsUnderLock(item))
            {
                return;
            }
        }

        _ = Write(item);
    }

    /// <summary>Completes when less waits than a slow client may have: requests are not read before.</summary>
    public Task WhenRoom() => When(static outbox => outbox._bytes <= ProtocolLimits.MaxBufferedBytes);

    /// <summary>Completes when everything was written, or given up.</summary>
    public Task WhenIdle() => When(static outbox => !outbox._isWriting);

    private async Task When(Func<Outbox, bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (condition(this))
                {
                    return;
                }

                changed = (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await changed;
        }
    }

    private bool StartsUnderLock(in Outgoing item)
    {
        _bytes += item.Size;
        if (!_isWriting)
        {
            _isWriting = true;
            return true;
        }

        (_waiting ??= new Queue<Outgoing>()).Enqueue(item);
        return false;
    }

    private async Task Write(Outgoing item)
    {
        try
        {
            do
            {
                await item.Write(socket);
            }
            while (TryNext(ref item));
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // The connection is gone; its reader finds out by the abort.
            GiveUp();
            socket.Abort();
        }
    }

    private bool TryNext(ref Outgoing item)
    {
        lock (_gate)
        {
            _bytes -= item.Size;
            bool found = _waiting is not null && _waiting.TryDequeue(out item);
            if (!found)
            {
                _isWriting = false;
                if (_waiting?.Capacity > KeptCapacity)
                {
                    _waiting = null;
                }
            }

            SignalUnderLock();
            return found;
        }
    }

    private void GiveUp()
    {
        lock (_gate)
        {
            DropWaitingUnderLock();
            _isClosing = true;
            _isWriting = false;
            _bytes = 0;
            SignalUnderLock();
        }
    }

    private void DropWaitingUnderLock()
    {
        while (_waiting is not null && _waiting.TryDequeue(out Outgoing item))
        {
            _bytes -= item.Size;
            item.Drop();
        }

        _waiting = null;
    }

    private void SignalUnderLock()
    {
        if (_changed is { } changed)
        {
            _changed = null;
            changed.TrySetResult();
        }
    }
}
