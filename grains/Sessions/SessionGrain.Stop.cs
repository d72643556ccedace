using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Commands;
using Moltbot.Storage.Turns;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    private static bool IsStop(TurnRequest request) => request.CommandsAllowed && StopWords.IsStopMessage(request.Message);

    /// <summary>
    /// Stops what was accepted before. The stop is stored as a turn is: handed over again it finds itself and stops nothing that came
    /// after it.
    /// </summary>
    private async Task<TurnReceipt> Stop(TurnRequest request)
    {
        long now = Now;
        bool isFirst = _arriving.Add(request.RunId);
        try
        {
            TurnEnqueueResult stored = await _services.Turns.EnqueueAsync(NewTurnOf(request, now));
            if (stored.IsExisting && !IsOf(stored.Turn, request))
            {
                return Refused(request, "idempotencyKey already used for another request");
            }

            if (stored.IsExisting && !(stored.Turn.IsOpen && Read(stored.Turn) is { } begun && IsStop(begun)))
            {
                return ReceiptOf(stored.Turn);
            }

            AbortReceipt stopped = await Perform(request, stored.Turn.Order);
            _ = Acknowledge(request, stopped.Aborted ? "Stopped." : "Nothing is running.");
            return new TurnReceipt
            {
                RunId = request.RunId,
                Disposition = TurnDisposition.Stopped,
                AbortedRuns = stopped.RunIds,
                AcceptedAt = now,
            };
        }
        finally
        {
            if (isFirst)
            {
                _arriving.Remove(request.RunId);
            }
        }
    }

    /// <summary>Performs a stop that was stored and cut off before everything had been stopped; false when there is none.</summary>
    private async Task<bool> PerformLeftStop()
    {
        if (_queue.Turns.FirstOrDefault(static turn => IsStop(turn.Request)) is not { } left)
        {
            return false;
        }

        await Perform(left.Request, left.Order);
        _queue.Remove(left);
        return true;
    }

    /// <summary>Ends what is before a stop, then the stop itself.</summary>
    private async Task<AbortReceipt> Perform(TurnRequest stop, long order)
    {
        AbortReceipt stopped = await WithSubagents(await AbortAll("stop", order), null);
        await EndUnrun(stop, RunState.Ok, TurnStatus.Ok);
        return stopped;
    }
}
