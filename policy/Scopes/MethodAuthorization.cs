namespace Moltbot.Policy.Scopes;

/// <summary>May this role with these scopes call this method? The order of protocol.md §4; decided before the method is looked up.</summary>
public static class MethodAuthorization
{
    /// <param name="method">The method as the client named it; unknown ones need <c>operator.admin</c>.</param>
    /// <param name="role">The role of the connection; null means <see cref="GatewayRoles.Default"/>.</param>
    /// <param name="scopes">The scopes granted to the connection, never those it asked for.</param>
    public static AuthorizationDecision Decide(string method, string? role, IReadOnlyCollection<string> scopes)
    {
        var need = MethodTable.NeedOf(method);
        var actual = role ?? GatewayRoles.Default;
        if (need.Role != actual)
        {
            return AuthorizationDecision.WrongRole(actual);
        }

        if (need.Scope is null || OperatorScopes.Satisfies(scopes, need.Scope))
        {
            return AuthorizationDecision.Allow;
        }

        return AuthorizationDecision.MissingScope(need.Scope);
    }
}
