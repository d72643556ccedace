namespace Moltbot.Policy.Scopes;

/// <summary>Who may receive an event (protocol.md §3). The tenant filter comes before this and is not part of it.</summary>
public static class EventAudience
{
    /// <summary>The scope an operator needs for the event; null when none is needed.</summary>
    public static string? ScopeOf(string eventName) => eventName switch
    {
        GatewayEvents.ExecApprovalRequested or GatewayEvents.ExecApprovalResolved => OperatorScopes.Approvals,
        GatewayEvents.DevicePairRequested or GatewayEvents.DevicePairResolved
            or GatewayEvents.NodePairRequested or GatewayEvents.NodePairResolved => OperatorScopes.Pairing,
        _ => null,
    };

    /// <summary>Whether a connection may receive the event.</summary>
    /// <param name="eventName">One of <see cref="GatewayEvents"/>.</param>
    /// <param name="role">The role of the connection.</param>
    /// <param name="scopes">The scopes granted to it.</param>
    /// <param name="nodeSubscribed">For a node: whether it subscribed to the event's session.</param>
    /// <remarks>
    /// The original sends every session's chat and agent events to every node; here a node sees those of the sessions it
    /// subscribed to.
    /// </remarks>
    public static bool MayReceive(string eventName, string role, IReadOnlyCollection<string> scopes, bool nodeSubscribed)
    {
        var scope = ScopeOf(eventName);
        return role switch
        {
            GatewayRoles.Operator => scope is null || OperatorScopes.Satisfies(scopes, scope),
            GatewayRoles.Node => scope is null && (!IsOfSession(eventName) || nodeSubscribed),
            _ => false,
        };
    }

    private static bool IsOfSession(string eventName) => eventName is GatewayEvents.Chat or GatewayEvents.Agent;
}
