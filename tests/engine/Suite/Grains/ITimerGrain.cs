namespace Moltbot.Engine.Tests.Suite.Grains;

public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Starts a timer that arrives at the gate "tick key".</summary>
    Task Start(TimeSpan due, TimeSpan period, bool interleave);

    Task Change(TimeSpan due, TimeSpan period);

    Task Stop();

    Task<int> Ticks();

    Task Pass(string gate);

    /// <summary>The next ticks fail.</summary>
    Task Break();

    /// <summary>The next tick waits for that gate.</summary>
    Task Hold(string gate);

    Task Leave();

    Task<bool> IsTickInTurn();
}
