using System.Text.Json;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Configuration;
using Moltbot.Storage.Turns;
using Orleans.Storage;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly TurnQueue _queue = new();
    private readonly CancellationTokenSource _lost = new();
    private IGrainTimer? _loop;
    private bool _draining;
    private TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _rescan;
    private bool _deleting;
    private ActiveRun? _run;

    /// <summary>The turns of a run that failed by the store; null once they were found again.</summary>
    private TurnBatch? _cutOff;
    private RunStatus? _lastOutcome;
    private TurnOrigin _lastOrigin;

    /// <summary>Whether a message that comes now has to wait for a run.</summary>
    private bool IsBusy => _run is { IsTold: false } || !_queue.IsEmpty;

    private void Take(QueuedTurn turn)
    {
        if (_queue.Add(turn))
        {
            Kick();
        }
    }

    /// <summary>Starts the loop if it does not run. It lives in a timer's tick, which keeps the activation and lets calls in.</summary>
    private void Kick()
    {
        if (_draining)
        {
            _arrival?.TrySetResult();
            return;
        }

        _draining = true;
        _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop?.Dispose();
        _loop = StartTimer(Drain, TimeSpan.Zero, Timeout.InfiniteTimeSpan, interleave: true, keepAlive: true);
    }

    private async Task Drain(CancellationToken ended)
    {
        // An engine that stops waits for its ticks: a run must not keep it until its model has answered.
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ended, _services.Process.ApplicationStopping, _lost.Token);
        CancellationToken stopping = both.Token;
        int failures = 0;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    if (!await Step(stopping))
                    {
                        break;
                    }

                    failures = 0;
                }
                catch (Exception e) when (e is SessionLostException or InconsistentStateException)
                {
                    _ = e as SessionLostException ?? Lost();
                    break;
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    break;
                }
                catch (Exception e)
                {
                    // The store, or a grain that a turn needs, is away. What was acknowledged is stored: go on from there.
                    TimeSpan pause = PauseAfter(++failures);
                    LogRetry(pause, e);
                    _rescan = true;
                    await WaitForArrival(pause, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The activation ends; open turns are found by the next one.
        }
        finally
        {
            _draining = false;
            _drained.TrySetResult();
        }
    }

    /// <summary>Runs what is due; false when nothing waits.</summary>
    private async Task<bool> Step(CancellationToken stopping)
    {
        if (_rescan)
        {
            _services.Instruments.Recovered();
            await FindOpenTurns(stopping);
            _cutOff = null;
            _rescan = false;
        }

        if (_queue.IsEmpty)
        {
            return false;
        }

        if (await PerformLeftStop())
        {
            return true;
        }

        // Nothing awaits between the choice and the run: an abort finds a turn in the one or in the other.
        ConfigDocument document = await Document();
        if (NextBatch(document, out TimeSpan rest) is { } batch)
        {
            try
            {
                await RunTurn(batch, document, stopping);
            }
            catch
            {
                _cutOff = batch;
                throw;
            }
        }
        else if (rest > TimeSpan.Zero)
        {
            await WaitForArrival(rest, stopping);
        }

        return true;
    }

    /// <summary>Takes up the turns that the store holds and this activation does not know.</summary>
    private async Task FindOpenTurns(CancellationToken cancellationToken)
    {
        IReadOnlyList<TurnRow> open = await _services.Turns.OpenAsync(Tenant, _sessionKey!, cancellationToken);
        foreach (TurnRow row in open)
        {
            if (_run?.Includes(row.RunId) == true || _arriving.Contains(row.RunId)
                || _summarized.Exists(turn => turn.Order == row.Order) || _withdrawn.Exists(turn => turn.Order == row.Order))
            {
                continue;
            }

            if (Read(row) is not { } request)
            {
                await _services.Turns.CompleteAsync(Unreadable(row), cancellationToken);
                continue;
            }

            Take(new QueuedTurn(request, row.Order, row.CreatedAt.ToUnixTimeMilliseconds(), Waited: false)
            {
                ClaimedBy = row.Status == TurnStatus.Running ? row.OwnerEpoch : null,
                StopReason = row.StopReason,
            });
        }
    }

    private TurnRequest? Read(TurnRow row)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Payload.Span, SessionJson.Default.TurnRequest);
        }
        catch (JsonException e)
        {
            // One broken row must not keep the session's others from being answered.
            LogUnreadable(row.RunId, e);
            return null;
        }
    }

    private TurnCompletion Unreadable(TurnRow row) => new()
    {
        Tenant = Tenant,
        RunId = row.RunId,
        OwnerEpoch = Math.Max(row.OwnerEpoch, _ledger.State.Epoch),
        Status = TurnStatus.Error,
        Outcome = RunOutcomes.Encode(new RunStatus
        {
            RunId = row.RunId,
            SessionKey = row.SessionKey,
            State = RunState.Error,
            Error = "The stored message could not be read.",
            EndedAt = Now,
        }),
        EndedAt = Time.GetUtcNow(),
    };

    /// <summary>
    /// Gives the session up: what runs is let go, this activation ends, and the next call finds what is stored.
    /// </summary>
    private SessionLostException Lost()
    {
        if (!_lost.IsCancellationRequested)
        {
            LogLost();
            _ = _lost.CancelAsync();
            DeactivateOnIdle();
        }

        return new SessionLostException();
    }

    private static TimeSpan PauseAfter(int failures)
    {
        double pause = FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 16));
        return TimeSpan.FromMilliseconds(Math.Min(pause, LongestPause.TotalMilliseconds));
    }
}
