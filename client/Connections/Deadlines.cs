using System.Collections.Concurrent;

namespace Moltbot.Gateway.Connections;

/// <summary>
/// Connections that have to get somewhere in time: through the handshake, or closed. One timer looks after all of them, so a
/// deadline is met within <see cref="Resolution"/>; an established connection is not in here and costs nothing.
/// </summary>
internal sealed class Deadlines : IDisposable
{
    public static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Connection, long> _due = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public Deadlines(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((Deadlines)state!).Check(), this, Resolution, Resolution);
    }

    public void Set(Connection connection, TimeSpan within) =>
        _due[connection] = _time.GetTimestamp() + (long)(within.TotalSeconds * _time.TimestampFrequency);

    public void Clear(Connection connection) => _due.TryRemove(connection, out _);

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        long now = _time.GetTimestamp();
        foreach ((Connection connection, long due) in _due)
        {
            if (due <= now)
            {
                connection.OnDeadline();
            }
        }
    }
}
