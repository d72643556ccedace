using System.Collections.Concurrent;

namespace Moltbot.Gateway.Connections;

/// <summary>All sockets of this gateway, whatever tenant and state.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<Connection, byte> _open = new();
    private volatile bool _isStopping;

    /// <summary>Whether the gateway takes no more.</summary>
    public bool IsStopping => _isStopping;

    public int Count => _open.Count;

    public void Add(Connection connection) => _open[connection] = 0;

    public void Remove(Connection connection) => _open.TryRemove(connection, out _);

    /// <summary>Takes no more and visits those there are.</summary>
    public void Stop(Action<Connection> visit)
    {
        _isStopping = true;
        foreach ((Connection connection, _) in _open)
        {
            visit(connection);
        }
    }

    public void Each(Action<Connection> visit)
    {
        foreach ((Connection connection, _) in _open)
        {
            visit(connection);
        }
    }
}
