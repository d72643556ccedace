using System.Runtime.InteropServices;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Handshake;
using Moltbot.GrainInterfaces.Presence;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Protocol.Events;
using Wire = Moltbot.Protocol.Methods.Status.PresenceEntry;

namespace Moltbot.Gateway.Tenants;

/// <summary>This gateway's part in a tenant's presence, and the list as clients read it, made once for each version.</summary>
internal sealed class PresenceView(string tenant, TenantViewServices services)
{
    private static readonly TimeSpan OwnLineAge = TimeSpan.FromSeconds(30);

    private long _ownLineAt;
    private bool _hasOwnLine;
    private Written? _written;

    /// <summary>The last version seen here.</summary>
    public long Version => _written?.Snapshot.Version ?? 0;

    private IPresenceGrain Grain => services.Grains.GetGrain<IPresenceGrain>(tenant);

    private long Now => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Enters a client (and the gateway itself, when its line is old); tells who is there.</summary>
    public async Task<PresenceSnapshot> Enter(AdmittedClient client)
    {
        CallerContext.Use(CallerClaim.ForGateway(tenant, services.Options.GatewayId));
        var lines = new List<PresenceEntry>(2);
        if (!_hasOwnLine || services.Time.GetElapsedTime(_ownLineAt) > OwnLineAge)
        {
            lines.Add(OwnLine());
        }

        if (client.IsTracked)
        {
            lines.Add(PresenceLines.Of(client, Now));
            client.IsPresent = true;
        }

        return lines.Count > 0 ? await Grain.Renew(lines) : await Grain.List();
    }

    public Task Leave(string key) => Grain.Leave(key);

    public async Task Renew(IEnumerable<Connection> connections)
    {
        var lines = new List<PresenceEntry> { OwnLine() };
        long now = Now;
        foreach (Connection connection in connections)
        {
            if (connection.Client is { IsTracked: true, IsPresent: true } client && lines.Count <= Protocol.Limits.ProtocolLimits.MaxPresenceEntries)
            {
                lines.Add(PresenceLines.Of(client, now));
            }
        }

        await Grain.Renew(lines);
    }

    /// <summary>The list as clients read it.</summary>
    public IReadOnlyList<Wire> ToWire(PresenceSnapshot snapshot)
    {
        if (_written is { } written && ReferenceEquals(written.Snapshot, snapshot))
        {
            return written.Lines;
        }

        IReadOnlyList<Wire> lines = [.. snapshot.Entries.Select(PresenceLines.ToWire)];
        _written = new Written(snapshot, lines);
        return lines;
    }

    /// <summary>The event that tells a change.</summary>
    public GatewayEvent Changed(PresenceSnapshot snapshot, long healthVersion) => new(
        EncodedEvent.Create(
            EventNames.Presence,
            new PresenceEvent { Presence = ToWire(snapshot) },
            EventsJson.Default.PresenceEvent,
            new StateVersion(snapshot.Version, healthVersion)),
        IsDroppable: true);

    private PresenceEntry OwnLine()
    {
        _ownLineAt = services.Time.GetTimestamp();
        _hasOwnLine = true;
        return PresenceLines.OfGateway(services.Options, RuntimeInformation.OSArchitecture, Now);
    }

    private sealed record Written(PresenceSnapshot Snapshot, IReadOnlyList<Wire> Lines);
}
