using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Queue;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>Turns beyond the cap: still stored and open, answered with the next ones as one line each.</summary>
    private readonly List<QueuedTurn> _summarized = [];
    private TaskCompletionSource? _arrival;

    /// <summary>Judges a stored turn that came while the session is busy, before it joins the queue.</summary>
    private async Task Arrive(QueuedTurn turn, ConfigDocument document)
    {
        if (!turn.Waited || !QueueRules.HoldFor(turn.Request) || SessionCommand.Parse(turn.Request, document) is not null)
        {
            Take(turn);
            return;
        }

        QueueSettings settings = SettingsOf(turn.Request, document);
        ArrivalAction action = ArrivalPolicy.Decide(settings.Mode, isRunning: _run is { IsTold: false }, canSteer: false);
        if (action.HasFlag(ArrivalAction.Abort))
        {
            Take(turn);
            await Supersede(turn);
            return;
        }

        QueuedTurn[] waiting = Waiting();
        OverflowDecision overflow = OverflowDecision.Decide(waiting.Length, settings);
        foreach (QueuedTurn oldest in waiting.Take(overflow.DropOldest))
        {
            _queue.Remove(oldest);
            if (overflow.Summarize)
            {
                _summarized.Add(oldest);
            }
            else
            {
                await EndQueued(oldest, "queue");
            }
        }

        Take(turn);
    }

    /// <summary>Why a message is not even stored; null when it is.</summary>
    private TurnReceipt? Overflow(TurnRequest request, ConfigDocument document)
    {
        if (_queue.Count + _summarized.Count >= MaxWaiting)
        {
            return Refused(request, $"too many messages wait in this session ({MaxWaiting})", retryAfterMs: 1000);
        }

        if (request.Origin == TurnOrigin.Session && _queue.Turns.Count(static turn => turn.Request.Origin == TurnOrigin.Session) >= MaxSent)
        {
            return Refused(request, $"{MaxSent} messages of other sessions wait there; wait until some of them are answered");
        }

        if (!IsBusy || !QueueRules.HoldFor(request))
        {
            return null;
        }

        QueueSettings settings = SettingsOf(request, document);
        if (settings.Mode == QueueMode.Interrupt || OverflowDecision.Decide(Waiting().Length, settings).Accepts)
        {
            return null;
        }

        // A program may try again. A chat's message would be tried again by the account until there is room: it is to be dropped.
        return Refused(request, $"the queue of this session is full ({settings.Cap})", request.Origin == TurnOrigin.Channel ? 0 : 1000);
    }

    private QueuedTurn[] Waiting() => [.. _queue.Turns.Where(each => each.ClaimedBy is null && QueueRules.HoldFor(each.Request))];

    /// <summary>Mode interrupt: only the newest message runs.</summary>
    private async Task Supersede(QueuedTurn newest)
    {
        foreach (QueuedTurn older in _queue.Turns.Where(each => each != newest && each.ClaimedBy is null && QueueRules.HoldFor(each.Request)).ToList())
        {
            _queue.Remove(older);
            await EndQueued(older, "interrupt");
        }

        if (_run is { } run)
        {
            await AbortRun(run, "interrupt");
        }
    }

    /// <summary>Takes the turns that the next run answers out of the queue; null when there are none, or more have to be waited for first.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="rest">How long to wait for more.</param>
    private TurnBatch? NextBatch(ConfigDocument document, out TimeSpan rest)
    {
        rest = TimeSpan.Zero;
        if (_queue.IsEmpty)
        {
            return null;
        }

        // What was cut off goes first: its outcome may already be in the transcript.
        QueuedTurn next = _queue.Turns.FirstOrDefault(turn => turn.ClaimedBy is not null) ?? _queue.First!;
        if (IsBegun(next.Request.RunId))
        {
            return TakenUp(next);
        }

        if (MayJoin(next, document))
        {
            return NextJoined(next, document, out rest);
        }

        if (next.ClaimedBy is not null || next.StopReason is not null || !next.Waited || !QueueRules.HoldFor(next.Request)
            || SessionCommand.Parse(next.Request, document) is not null)
        {
            return Single(next);
        }

        QueueSettings settings = SettingsOf(next.Request, document);
        if (RestOf(settings.Debounce) is { } more)
        {
            rest = more;
            return null;
        }

        return settings.Mode == QueueMode.Collect ? Collect(next, document) : Single(next);
    }

    /// <summary>A run that was cut off behind its first calls, with all that was merged into it: who is heard in it stays who was heard when it began.</summary>
    private TurnBatch TakenUp(QueuedTurn lead)
    {
        QueuedTurn[] merged = [.. _queue.Turns.Concat(_summarized).Where(turn => turn != lead && IsBegun(turn.Request.RunId))];
        foreach (QueuedTurn turn in merged)
        {
            _queue.Remove(turn);
            _summarized.Remove(turn);
        }

        _queue.Remove(lead);
        return new TurnBatch([lead], []) { Joined = merged, IsWhole = merged.Length == _ledger.State.Begun!.RunIds.Count - 1 };
    }

    private TurnBatch Single(QueuedTurn turn)
    {
        _queue.Remove(turn);
        return new TurnBatch([turn], TakeSummarized(turn));
    }

    /// <summary>All that wait for one place and want one answer, up to the first that does not.</summary>
    private TurnBatch Collect(QueuedTurn first, ConfigDocument document)
    {
        ReplyDestination destination = QueueRules.DestinationOf(first.Request);
        QueuedTurn[] together =
        [
            .. _queue.Turns.TakeWhile(turn => turn.ClaimedBy is null && turn.StopReason is null
                && QueueRules.HoldFor(turn.Request)
                && QueueRules.DestinationOf(turn.Request) == destination
                && SessionCommand.Parse(turn.Request, document) is null),
        ];
        foreach (QueuedTurn turn in together)
        {
            _queue.Remove(turn);
        }

        return new TurnBatch(together, TakeSummarized(first));
    }

    private QueuedTurn[] TakeSummarized(QueuedTurn turn)
    {
        if (_summarized.Count == 0 || !QueueRules.HoldFor(turn.Request))
        {
            return [];
        }

        QueuedTurn[] summarized = [.. _summarized];
        _summarized.Clear();
        return summarized;
    }

    /// <summary>How long until nobody has written for the debounce time; null when that is so.</summary>
    private TimeSpan? RestOf(TimeSpan debounce)
    {
        long newest = _queue.Turns.Where(turn => turn.Waited).Select(turn => turn.ArrivedAt).DefaultIfEmpty(0).Max();
        TimeSpan rest = debounce - TimeSpan.FromMilliseconds(Now - newest);
        return rest > TimeSpan.Zero ? rest : null;
    }

    private async Task WaitForArrival(TimeSpan longest, CancellationToken stopping)
    {
        _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _arrival.Task.WaitAsync(longest, Time, stopping);
        }
        catch (TimeoutException)
        {
            // Nobody wrote: it is time to answer.
        }
        finally
        {
            _arrival = null;
        }
    }

    private QueueSettings SettingsOf(TurnRequest request, ConfigDocument document) =>
        QueueRules.Of(
            document,
            _ledger.Entry?.Settings,
            request.ReplyTo?.Channel,
            SessionCommand.Directives(request, document, request.Message) is { Cleaned.Length: > 0 } directives ? directives.Queue : null);
}
