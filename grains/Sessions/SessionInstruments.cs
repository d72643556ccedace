using System.Diagnostics.Metrics;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions;

/// <summary>What is counted of sessions and their runs. No tag names a tenant, a session or a text.</summary>
internal sealed class SessionInstruments
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Moltbot.Sessions";

    private readonly Counter<long> _turns;
    private readonly Counter<long> _resumed;
    private readonly Counter<long> _recoveries;
    private readonly Histogram<double> _durations;

    public SessionInstruments(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _turns = meter.CreateCounter<long>("moltbot.session.turns", "{turn}", "Turns that ended, by outcome.");
        _resumed = meter.CreateCounter<long>("moltbot.session.turns.resumed", "{turn}", "Turns taken up again after a crash.");
        _recoveries = meter.CreateCounter<long>("moltbot.session.recoveries", "{recovery}", "Times a session had to read its state again.");
        _durations = meter.CreateHistogram<double>("moltbot.session.turn.duration", "s", "From the start of a run to its outcome.");
    }

    public void Ended(RunState state, TimeSpan took)
    {
        var outcome = new KeyValuePair<string, object?>("outcome", state.ToString());
        _turns.Add(1, outcome);
        _durations.Record(took.TotalSeconds, outcome);
    }

    public void Resumed() => _resumed.Add(1);

    public void Recovered() => _recoveries.Add(1);
}
