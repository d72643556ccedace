using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Handshake;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Protocol.Limits;

namespace Moltbot.Gateway.Tenants;

/// <content>Events as they come, one after the other.</content>
internal sealed partial class TenantView
{
    private readonly EventSequencer _order;

    public void OnEvent(long sequence, TenantEvent tenantEvent)
    {
        // Whatever this sets off acts as the gateway, not as the grain that called.
        CallerContext.Use(GatewayClaim);
        _order.Offer(sequence, tenantEvent);
    }

    /// <summary>Learns how far the events have come: those of them that do not arrive were lost.</summary>
    public void Published(long sequence) => _order.Expect(sequence);

    /// <summary>Begins after this event.</summary>
    public void RestartSequence() => _order.Restart(0);

    private void Take(TenantEvent tenantEvent)
    {
        switch (tenantEvent)
        {
            case ConfigurationChangedEvent:
                _configuration.Invalidate();
                break;
            case ConnectionsRevokedEvent revoked:
                Revoke(revoked);
                break;
        }

        foreach (ITenantEventListener listener in _services.Listeners.Value)
        {
            listener.OnEvent(Tenant, tenantEvent);
        }

        if (HasConnections && ForClients(tenantEvent) is { } gatewayEvent)
        {
            Broadcast(gatewayEvent);
        }

        // After the clients: who waits for an event answers later than it is seen.
        _waits.Offer(tenantEvent);
    }

    /// <summary>Sends to everybody here who may receive it.</summary>
    public void Broadcast(GatewayEvent gatewayEvent)
    {
        if (gatewayEvent.ConnectionId is { } id)
        {
            if (_connections.TryGetValue(id, out Connection? addressed))
            {
                addressed.Tell(gatewayEvent, isNumbered: false);
            }

            return;
        }

        foreach ((_, Connection connection) in _connections)
        {
            if (connection.IsLive && EventRules.MayReceive(gatewayEvent, connection.Client!))
            {
                connection.Tell(gatewayEvent, isNumbered: !EventRules.IsCopy(gatewayEvent, connection.Client!));
            }
        }
    }

    private GatewayEvent? ForClients(TenantEvent tenantEvent) => tenantEvent is PresenceChangedEvent presence
        ? Presence.Changed(presence.Presence, Health.Version)
        : EventEncoder.Encode(tenantEvent, _services.Options.GatewayId, _services.Redactions.ForTools(Tenant));

    private void Revoke(ConnectionsRevokedEvent revoked)
    {
        Interlocked.Increment(ref _epoch);
        RevokeRequests(revoked);
        foreach ((_, Connection connection) in _connections)
        {
            if (connection.Client is not { } client || !IsMeant(revoked, client))
            {
                continue;
            }

            if (connection.Id == revoked.CausedBy)
            {
                connection.CloseWhenAnswered(CloseCodes.PolicyViolation, revoked.Reason);
            }
            else
            {
                connection.Close(CloseCodes.PolicyViolation, revoked.Reason, dropsWaiting: true);
            }
        }
    }

    private static bool IsMeant(ConnectionsRevokedEvent revoked, AdmittedClient client)
    {
        ConnectionIdentity identity = client.Identity;
        if (revoked.WholeTenant)
        {
            return true;
        }

        return revoked.DeviceId is { } device
            ? identity.DeviceId == device && (revoked.Role is null || identity.Role == revoked.Role)
            : revoked.CredentialId is { } credential && (client.CredentialInForce == credential || client.CameBy == credential);
    }

    /// <summary>
    /// Events were missed, perhaps a revocation among them: everybody has to come again and be judged anew (A11). This happens when
    /// the tenant's events grain was lost with its silo, not in ordinary operation.
    /// </summary>
    private void Resynchronize(long last, long next)
    {
        CallerContext.Use(GatewayClaim);
        LogGap(Tenant, last, next);
        Interlocked.Increment(ref _epoch);
        _configuration.Invalidate();
        RevokeAllRequests();
        foreach ((_, Connection connection) in _connections)
        {
            connection.Close(CloseCodes.ServiceRestart, CloseCodes.ServiceRestartReason);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events of tenant {Tenant} were missed between {Last} and {Next}; its clients connect anew")]
    private partial void LogGap(string tenant, long last, long next);
}
