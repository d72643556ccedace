using Moltbot.Gateway.Events;

namespace Moltbot.Gateway.Connections;

/// <summary>
/// The runs that a connection asked for and has no answer about yet. A client learns of a run by the answer and only then what happens
/// in it, but events come by another way than answers and may be faster; until the answer is sent they are kept here.
/// </summary>
/// <param name="send">Sends an event on; the second argument is whether it gets a number.</param>
internal sealed class UnansweredRuns(Action<GatewayEvent, bool> send)
{
    private readonly Lock _gate = new();
    private Dictionary<string, Kept>? _runs;

    /// <summary>Keeps the run's events from here on. Two requests may name one run: it waits for both answers.</summary>
    public void Begin(string runId)
    {
        lock (_gate)
        {
            _runs ??= new Dictionary<string, Kept>(StringComparer.Ordinal);
            if (!_runs.TryGetValue(runId, out Kept? kept))
            {
                _runs[runId] = kept = new Kept();
            }

            kept.Requests++;
        }
    }

    /// <summary>Keeps an event of a run whose answer is not sent yet.</summary>
    /// <returns>False when nobody waits to be told of the run: the event may go.</returns>
    public bool Keep(GatewayEvent gatewayEvent, bool isNumbered)
    {
        // Hardly any event meets an unanswered request: no lock for the others.
        if (gatewayEvent.RunId is not { } runId || Volatile.Read(ref _runs) is null)
        {
            return false;
        }

        lock (_gate)
        {
            if (_runs is null || !_runs.TryGetValue(runId, out Kept? kept))
            {
                return false;
            }

            kept.Events.Add((gatewayEvent, isNumbered));
            return true;
        }
    }

    /// <summary>An answer was sent: what was kept for it follows, in its order and before whatever comes next of the run.</summary>
    public void End(string runId)
    {
        lock (_gate)
        {
            if (_runs is null || !_runs.TryGetValue(runId, out Kept? kept) || --kept.Requests > 0)
            {
                return;
            }

            foreach ((GatewayEvent gatewayEvent, bool isNumbered) in kept.Events)
            {
                send(gatewayEvent, isNumbered);
            }

            _runs.Remove(runId);
            if (_runs.Count == 0)
            {
                _runs = null;
            }
        }
    }

    private sealed class Kept
    {
        public int Requests { get; set; }

        public List<(GatewayEvent Event, bool IsNumbered)> Events { get; } = [];
    }
}
