using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Handshake;
using Moltbot.Policy.Scopes;
using Moltbot.Protocol.Events;

namespace Moltbot.Gateway.Events;

/// <summary>Who gets an event (the tenant filter comes before) and which events a slow client may miss (protocol §3).</summary>
internal static class EventRules
{
    /// <summary>Whether a connection may see what the tenant's conversations and clients are.</summary>
    public static bool MayRead(ConnectionIdentity identity) =>
        identity.Role == GatewayRoles.Operator && OperatorScopes.Satisfies(identity.Scopes, OperatorScopes.Read);

    /// <summary>Whether the connection gets the event.</summary>
    /// <remarks>
    /// The original sends all but pairing and approvals to everybody. Here what a method with <c>operator.read</c> would tell needs that
    /// scope as an event too, and a node gets what it subscribed to and what concerns every client.
    /// </remarks>
    public static bool MayReceive(GatewayEvent gatewayEvent, AdmittedClient client)
    {
        ConnectionIdentity identity = client.Identity;
        bool subscribed = client.Subscriptions.Contains(gatewayEvent.CanonicalKey) || client.Subscriptions.Contains(gatewayEvent.SessionKey);
        if (!EventAudience.MayReceive(gatewayEvent.Encoded.Name, identity.Role, identity.Scopes, subscribed))
        {
            return false;
        }

        return gatewayEvent.Encoded.Name switch
        {
            EventNames.Chat or EventNames.Agent => identity.Role == GatewayRoles.Node ? subscribed : MayRead(identity),
            EventNames.Presence or EventNames.Health or EventNames.Heartbeat or EventNames.Cron
                or EventNames.ApprovalUnseen => MayRead(identity),
            _ => true,
        };
    }

    /// <summary>
    /// Whether the event is a copy for one connection, which has no number (protocol §3): a node's of the sessions it subscribed to.
    /// </summary>
    public static bool IsCopy(GatewayEvent gatewayEvent, AdmittedClient client) =>
        gatewayEvent.Encoded.Name is EventNames.Chat or EventNames.Agent && client.Identity.Role == GatewayRoles.Node;

    /// <summary>Whether a slow client may miss it.</summary>
    public static bool IsDroppable(string name) => name is not (EventNames.Chat or EventNames.Agent or EventNames.Shutdown or EventNames.NodeInvokeRequest);
}
