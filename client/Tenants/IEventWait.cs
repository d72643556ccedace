namespace Moltbot.Gateway.Tenants;

/// <summary>Somebody waits for an event; disposing ends the wait.</summary>
public interface IEventWait<TEvent> : IDisposable
{
    /// <summary>The event; null when the time is over first.</summary>
    Task<TEvent?> Within(TimeSpan time, CancellationToken cancellationToken);
}
