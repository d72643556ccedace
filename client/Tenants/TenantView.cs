using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Handshake;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Tenants;

/// <summary>One tenant on this gateway: its connections here, its configuration, its presence and health, its events.</summary>
internal sealed partial class TenantView
{
    private readonly TenantViewServices _services;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, Connection> _connections = new(StringComparer.Ordinal);
    private readonly KnownConfiguration _configuration;
    private readonly Subscription _subscription;
    private readonly EventWaits _waits = new();
    private int _keepers;
    private long _epoch;

    public TenantView(string tenant, TenantViewServices services)
    {
        Tenant = tenant;
        _services = services;
        _logger = services.Loggers.CreateLogger<TenantView>();
        _order = new EventSequencer(services.Time, Take, Resynchronize);
        _subscription = new Subscription(this, services);
        _configuration = new KnownConfiguration(tenant, services, () => _subscription.IsStanding);
        Presence = new PresenceView(tenant, services);
        Health = new HealthView(this, services);
    }

    public string Tenant { get; }

    public PresenceView Presence { get; }

    public HealthView Health { get; }

    /// <summary>Counts revocations heard of.</summary>
    public long Epoch => Interlocked.Read(ref _epoch);

    /// <summary>The same while the events come; -1 while they do not.</summary>
    public long StandingEpoch => _subscription.IsStanding ? Epoch : -1;

    /// <summary>Whether anybody here needs the tenant's events.</summary>
    public bool IsInUse => Volatile.Read(ref _keepers) > 0 || !_connections.IsEmpty;

    public bool HasConnections => !_connections.IsEmpty;

    public IEnumerable<Connection> Connections
    {
        get
        {
            foreach ((_, Connection connection) in _connections)
            {
                yield return connection;
            }
        }
    }

    private INodeRouteGrain Routes => _services.Grains.GetGrain<INodeRouteGrain>(Tenant);

    public CallerClaim GatewayClaim => CallerClaim.ForGateway(Tenant, _services.Options.GatewayId);

    public ValueTask<ConfigDocument> Configuration() => _configuration.Get();

    public void ConfigurationChanged() => _configuration.Invalidate();

    public Task Subscribed() => _subscription.Stand();

    /// <summary>Renews the subscription where it is needed: the grain forgets it when it moves.</summary>
    public Task Renew() => IsInUse ? Try("subscribe", _subscription.Renew) : Task.CompletedTask;

    /// <summary>Holds the events without a connection.</summary>
    public IDisposable Keep()
    {
        Interlocked.Increment(ref _keepers);
        return new Keeper(this);
    }

    public IEventWait<TEvent> Expect<TEvent>(Func<TEvent, bool> fits)
        where TEvent : TenantEvent => _waits.Add(fits, Keep(), _services.Time);

    /// <summary>Puts an admitted connection on the list; returns when the tenant's events come.</summary>
    public async Task Join(Connection connection)
    {
        _connections[connection.Id] = connection;
        await Subscribed();
    }

    /// <summary>Takes it off, and tells those who have to know.</summary>
    public async Task Leave(Connection connection)
    {
        if (!_connections.TryRemove(connection.Id, out _) || connection.Client is not { } client)
        {
            return;
        }

        CallerContext.Use(GatewayClaim);
        try
        {
            if (client.Node is { } node)
            {
                await Routes.Disconnected(node.NodeId, connection.Id);
            }

            bool isLast = !Connections.Any(other => other.Client?.PresenceKey == client.PresenceKey);
            if (client.IsTracked && client.IsPresent && isLast)
            {
                await Presence.Leave(client.PresenceKey);
            }
        }
        catch (Exception error)
        {
            // Entries that are not renewed go by themselves.
            LogUpkeepFailed("leave", error);
        }
    }

    /// <summary>Tells where a node is.</summary>
    /// <param name="connection">Its connection.</param>
    /// <param name="client">Who it is.</param>
    /// <param name="node">The node.</param>
    /// <param name="isRenewal">Whether it was told before.</param>
    public async Task Announce(Connection connection, AdmittedClient client, NodeDescription node, bool isRenewal = false)
    {
        CallerContext.Use(GatewayClaim);
        await Routes.Connected(new ConnectedNode
        {
            Node = node,
            GatewayId = _services.Options.GatewayId,
            ConnectionId = connection.Id,
            ConnectedAt = connection.ConnectedAt,
            Principal = client.Identity.Claim.Principal,
            IsRenewal = isRenewal,
        });
        if (!_connections.ContainsKey(connection.Id))
        {
            // It left meanwhile, and what was said of that may have come before.
            await Routes.Disconnected(node.NodeId, connection.Id);
        }
    }

    /// <summary>What has to be told again every half minute, or is forgotten.</summary>
    public async Task Upkeep()
    {
        CallerContext.Use(GatewayClaim);
        if (!IsInUse)
        {
            await Try("unsubscribe", _subscription.End);
            return;
        }

        if (!HasConnections)
        {
            return;
        }

        await Try("presence", () => Presence.Renew(Connections));
        foreach (Connection connection in Connections)
        {
            if (connection.Client is { Node: { } node } client)
            {
                await Try("node", () => Announce(connection, client, node, isRenewal: true));
            }
        }

        await Try("health", Health.RefreshWhenDue);
    }

    /// <summary>Ends the subscription at shutdown.</summary>
    public Task End() => Try("unsubscribe", _subscription.End);

    private async Task Try(string what, Func<Task> act)
    {
        try
        {
            CallerContext.Use(GatewayClaim);
            await act();
        }
        catch (Exception error)
        {
            LogUpkeepFailed(what, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Upkeep of a tenant failed: {What}")]
    private partial void LogUpkeepFailed(string what, Exception error);

    private sealed class Keeper(TenantView view) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                Interlocked.Decrement(ref view._keepers);
            }
        }
    }
}
